const slides = [...document.querySelectorAll('.slide')];
let now = 0;
const covered = () => [...slides[now].querySelectorAll('.answer.covered')];
const show = place => {
  now = Math.max(0, Math.min(slides.length - 1, place));
  slides.forEach((slide, other) => slide.classList.toggle('now', other === now));
  scrollTo(0, 0);
};
const on = () => {
  const hidden = covered();
  if (hidden.length) hidden.forEach(part => part.classList.remove('covered'));
  else show(now + 1);
};
const keys = {
  ' ': on, Enter: on, ArrowRight: on, ArrowDown: on, PageDown: on,
  ArrowLeft: () => show(now - 1), ArrowUp: () => show(now - 1), PageUp: () => show(now - 1), Backspace: () => show(now - 1),
  Home: () => show(0), End: () => show(slides.length - 1),
  a: () => covered().forEach(part => part.classList.remove('covered')),
};
addEventListener('keydown', event => {
  const turn = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!turn || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  turn();
});
addEventListener('click', on);
document.body.classList.add('deck');
document.querySelectorAll('.answer').forEach(part => part.classList.add('covered'));
show(0);

// A fake of Google's FormApp that knows the calls of its documentation and no others, refuses what the service refuses, and
// prints the form that a script builds. Usage: node form_app.js SCRIPT
'use strict';
const { readFileSync } = require('node:fs');
const { runInNewContext } = require('node:vm');

const built = { items: [] };

function text(value, what) {
  if (typeof value !== 'string' || value === '') throw new Error(`${what} must be a text that is not empty`);
  return value;
}

// Only calls that are documented exist: https://developers.google.com/apps-script/reference/forms
function item(kind, takesChoices) {
  const made = { kind, title: '' };
  built.items.push(made);
  const calls = {
    setTitle(title) { made.title = text(title, 'a title'); return calls; },
    setHelpText(help) { made.help = text(help, 'a help text'); return calls; },
  };
  if (takesChoices) {
    calls.setChoiceValues = (values) => {
      if (values.length === 0) throw new Error('a question needs choices');
      values.forEach((value) => text(value, 'a choice'));
      if (new Set(values).size !== values.length) throw new Error(`choices stand twice in ${made.title}`);
      made.choices = [...values];
      return calls;
    };
  }
  return calls;
}

const form = {
  setDescription(description) { built.description = text(description, 'a description'); return form; },
  setCollectEmail(collect) { built.collectEmail = collect; return form; },
  addMultipleChoiceItem: () => item('one', true),
  addCheckboxItem: () => item('several', true),
  addTextItem: () => item('text', false),
  addSectionHeaderItem: () => item('heading', false),
  addPageBreakItem: () => item('page', false),
  setPublished(published) { built.published = published; return form; },
  getPublishedUrl: () => 'https://docs.google.com/forms/d/e/1/viewform',
  getEditUrl: () => 'https://docs.google.com/forms/d/1/edit',
};
const world = {
  FormApp: { create(title, published) { built.title = text(title, 'a title'); built.published = published; return form; } },
  Logger: { log() {} },
};
runInNewContext(`${readFileSync(process.argv[2], 'utf8')}\nmakeForm();`, world);
process.stdout.write(`${JSON.stringify(built, null, 1)}\n`);

//! Columns that form services add of themselves, by their headings, and columns of people's names that our own forms ask
//! for.

/// What `calling questions --format csv` puts first, and what the forms and sheets that we print ask for. They hold what
/// respondents want to be called by here.
const LABELS: [&str; 2] = ["label", "a name or number of your choice"];

/// Columns of services, in the languages that they are most often set to. What they hold is not read: times, addresses and
/// names are nobody's answer.
const COLUMNS: [&str; 119] = [
    // Google Forms, Microsoft Forms
    "timestamp", "id", "start time", "completion time", "submission time", "last modified time", "grade posted time",
    "email", "email address", "e-mail", "username", "user name", "name", "full name", "language", "score", "total score", "total points",
    "quiz feedback", "token", "zeitstempel", "startzeit", "fertigstellungszeit", "abschlusszeit", "uhrzeit der letzten \u{e4}nderung",
    "e-mail-adresse", "e-mail-addresse", "nutzername", "gesamtpunktzahl", "quizfeedback", "sprache", "horodateur",
    "heure de d\u{e9}but", "heure de fin", "adresse de messagerie", "adresse e-mail", "nom", "nom d'utilisateur", "note totale", "langue",
    "marca temporal", "hora de inicio", "hora de finalizaci\u{f3}n", "correo electr\u{f3}nico",
    "direcci\u{f3}n de correo electr\u{f3}nico", "nombre", "nombre de usuario", "idioma", "informazioni cronologiche",
    "ora di inizio", "ora di completamento", "posta elettronica", "indirizzo email", "nome", "lingua", "tijdstempel", "begintijd",
    "tijd van voltooien", "e-mailadres", "naam", "taal", "carimbo de data/hora", "hora de in\u{ed}cio", "hora de conclus\u{e3}o",
    "endere\u{e7}o de e-mail", "tidst\u{e4}mpel", "starttid", "slutf\u{f6}randetid", "e-post", "namn", "sygnatura czasowa", "stamp amser",
    // SurveyMonkey
    "respondent id", "collector id", "start date", "end date", "ip address", "first name", "last name", "custom data 1",
    "date created", "date modified",
    // Qualtrics
    "startdate", "enddate", "status", "response type", "ipaddress", "progress", "duration", "duration (in seconds)", "finished",
    "recordeddate", "recorded date", "responseid", "response id", "recipientlastname", "recipient last name",
    "recipientfirstname", "recipient first name", "recipientemail", "recipient email", "externalreference",
    "external data reference", "locationlatitude", "location latitude", "locationlongitude", "location longitude",
    "distributionchannel", "distribution channel", "userlanguage", "user language", "externaldatareference",
    // LimeSurvey, Moodle, REDCap, Kobo
    "submitdate", "date submitted", "lastpage", "last page", "startlanguage", "seed", "date started",
];
/// More of them: what their names begin with.
const BEGINNINGS: [&str; 20] = [
    // What a quiz adds to each question.
    "points - ", "feedback - ", "punkte - ", "commentaires - ", "puntos - ", "comentarios - ", "punti - ", "punten - ",
    "pontos - ", "po\u{e4}ng - ", "kommentare - ", "hodnocen\u{ed} - ",
    // Kobo, ODK and LimeSurvey.
    "_submission", "_validation", "_uuid", "meta/", "__version", "formhub/", "redcap_", "interviewtime",
];
const ENDS: [&str; 8] =
    ["[score]", "[feedback]", "[punktzahl]", "[punkte]", "[note]", "[commentaires]", "[puntuaci\u{f3}n]", "[comentarios]"];
/// Names of Kobo, REDCap and Moodle that are too short to be looked for anywhere but as a whole.
const SHORT: [&str; 20] = [
    "start", "end", "today", "deviceid", "simid", "username", "_id", "_index", "_status", "_submitted_by", "_tags", "_notes",
    "record_id", "record id", "complete?", "groups", "date", "response", "fullname", "user",
];

/// Whether a heading, as compared, is one of people's names that our own forms ask for.
#[must_use]
pub fn is_own_label(plain: &str) -> bool {
    LABELS.contains(&plain)
}

/// Whether a heading, as compared, is a service's own.
#[must_use]
pub fn is_service_column(plain: &str) -> bool {
    COLUMNS.contains(&plain)
        || SHORT.contains(&plain)
        || BEGINNINGS.iter().any(|start| plain.starts_with(start))
        || ENDS.iter().any(|end| plain.ends_with(end))
}

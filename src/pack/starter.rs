//! A small pack that works, to start one's own from.

/// Its files, by their path within the pack. `questions.toml` comes last: a folder without it is no pack, so one that
/// was written only in part is not taken for a whole one.
pub const FILES: [(&str, &str); 4] = [
    ("specialties/home-nurse.toml", include_str!("starter/specialties/home-nurse.toml")),
    ("specialties/laboratory-doctor.toml", include_str!("starter/specialties/laboratory-doctor.toml")),
    ("specialties/ward-doctor.toml", include_str!("starter/specialties/ward-doctor.toml")),
    ("questions.toml", include_str!("starter/questions.toml")),
];

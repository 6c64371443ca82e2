"""Tries the matching and the rules of others on O*NET's ratings of occupations, with four kinds of simulated respondents.

    python3 benches/onet.py target/release/calling [PER_OCCUPATION] [SEED]

Prints the tables of docs/method.md.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PLAIN = {"noise": 0.9, "careless": 0, "agreeing": 0, "agreeing-spread": 0, "stretch": 0}
KINDS = {
    "plain: noise 0.9": PLAIN,
    "noisy: noise 1.4, 5 % careless": PLAIN | {"noise": 1.4, "careless": 5},
    "agreeing: noise 0.9, shift 0.6, 5 % careless": PLAIN | {"agreeing-spread": 0.6, "careless": 5},
    "uneven: noise 0.9, stretch 0.4, shift 0.3, 5 % careless": PLAIN
    | {"stretch": 0.4, "agreeing-spread": 0.3, "careless": 5},
}
ENOUGH = 200


def tried(program, pack, people, seed, kind):
    options = [part for name, value in kind.items() for part in (f"--{name}", str(value))]
    command = [program, "pack", "evaluate", pack, "--per-specialty", people, "--adaptive", "0", "--seed", seed]
    command += ["--answering", "nearest", "--variety", "1", "--format", "json", *options]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(printed)["models"][0]


def table(heading, rows):
    print("|", " | ".join(heading), "|")
    print("|", " | ".join("---" for _ in heading), "|")
    for row in rows:
        print("|", " | ".join(row), "|")
    print()


def main():
    program, people, seed = [*sys.argv[1:], "", "", ""][:3]
    if not program:
        sys.exit("usage: onet.py CALLING [PER_OCCUPATION] [SEED]")
    with tempfile.TemporaryDirectory() as folder:
        pack = str(pathlib.Path(folder) / "pack")
        script = HERE.parent / "examples" / "onet_pack.py"
        subprocess.run([sys.executable, script, HERE / "onet-health-occupations.csv", pack], check=True)
        found = {name: tried(program, pack, people or "123", seed or "21", kind) for name, kind in KINDS.items()}
    rules = [rule["name"] for rule in next(iter(found.values()))["rules"]]
    print("First place / among the first three, in per cent\n")
    table(
        ["respondents", *rules],
        [
            [name, *(f"{100 * rule['first']:.1f} / {100 * rule['first_three']:.1f}" for rule in model["rules"])]
            for name, model in found.items()
        ],
    )
    print(f"Log-loss in nats, and chances stated:found in bins of {ENOUGH} or more\n")
    table(
        ["respondents", "log-loss", "best fit, stated:found"],
        [
            [
                name,
                f"{model['log_loss']:.2f}",
                " ".join(
                    f"{100 * bin['stated']:.0f}:{100 * bin['found']:.0f}"
                    for bin in model["calibration"]
                    if bin["count"] >= ENOUGH
                ),
            ]
            for name, model in found.items()
        ],
    )


if __name__ == "__main__":
    main()

"""The table of adapters and features in docs/provider.md, made from tests/provider/features.json.

    features.py ROOT          checks: the table is the one of the data, every test that a cell names exists, every limit has a source
    features.py ROOT write    puts the table into the page
"""
import json
import pathlib
import re
import sys

BEGIN = "<!-- made by tests/house/features.py from tests/provider/features.json -->"
END = "<!-- end -->"
TEST = re.compile(r"^TEST(_F|_P)?\((\w+), (\w+)\)", re.M)


def known_tests(folder):
    """Name -> (whether it has parameters, the folder of its file)."""
    tests = {}
    for file in sorted(folder.rglob("*_test.cpp")):
        for kind, suite, name in TEST.findall(file.read_text()):
            tests[f"{suite}.{name}"] = (kind == "_P", file.parent)
    return tests


def parameters(folder):
    """What the tests of a folder may be called with: its short strings, as names of parameters are made of them."""
    words = set()
    for file in folder.glob("*.cpp"):
        words.update(re.sub(r"[^a-z0-9]", "", word) for word in re.findall(r'"([a-z][a-z0-9-]*)"', file.read_text()))
    return words


def fault_of(test, tests):
    plain = test.removeprefix("Vendors/").split("/")
    if plain[0] not in tests:
        return f"there is no test {test}"
    with_parameter, folder = tests[plain[0]]
    if with_parameter != (len(plain) == 2):
        return f"{test}: a parameter is missing or too much"
    if with_parameter and plain[1] not in parameters(folder):
        return f"{test}: its suite is not asked of {plain[1]}"
    return None


def cell_faults(cell, tests):
    if not cell.get("tests") and not cell.get("limit"):
        yield "neither a test nor a limit"
    if bool(cell.get("limit")) != bool(cell.get("source")):
        yield "a limit and its source go together"
    if not cell.get("source", "https://").startswith("https://"):
        yield "a source is an address of the vendor's documentation"
    for test in cell.get("tests", []):
        if fault := fault_of(test, tests):
            yield fault


def shown(cell):
    lines = [cell["how"]] if cell.get("how") else []
    lines += [f"`{test.removeprefix('Vendors/')}`" for test in cell.get("tests", [])]
    if cell.get("limit"):
        lines.append(f"– {cell['limit']} ([source]({cell['source']}))")
    return "<br>".join(lines)


def table(data):
    adapters = data["adapters"]
    rows = ["| | " + " | ".join(adapters.values()) + " |", "|---|" + "---|" * len(adapters)]
    for feature in data["features"]:
        rows.append(f"| {feature['feature']} | " + " | ".join(shown(feature["cells"][key]) for key in adapters) + " |")
    return "\n".join([BEGIN, *rows, END])


def load(root):
    data = json.loads((root / "tests/provider/features.json").read_text())
    for feature in data["features"]:
        for key, cell in feature["cells"].items():
            cell["tests"] = [re.sub(r"\*$", key, test) for test in cell.get("tests", [])]
    return data


def findings(root, data, page):
    tests = known_tests(root / "tests/provider")
    for feature in data["features"]:
        if set(feature["cells"]) != set(data["adapters"]):
            yield f"{feature['feature']}: not one cell for each adapter"
        for key, cell in feature["cells"].items():
            for fault in cell_faults(cell, tests):
                yield f"{feature['feature']}, {key}: {fault}"
    if table(data) not in page:
        yield "docs/provider.md has another table: python3 tests/house/features.py . write"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    data = load(root)
    file = root / "docs/provider.md"
    page = file.read_text()
    if sys.argv[2:] == ["write"]:
        before, rest = page.split(BEGIN)
        page = before + table(data) + rest.split(END, 1)[1]
        file.write_text(page)
    faults = list(findings(root, data, page))
    for fault in faults:
        print(fault)
    cells = [cell for feature in data["features"] for cell in feature["cells"].values()]
    limits = sum(not cell["tests"] for cell in cells)
    print(f"{len(cells)} cells: {len(cells) - limits} with tests, {limits} blanks with a source, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Checks of the sources that need no compiler. Usage: rules.py ROOT RULE

Each rule prints its findings, one a line, and fails when there are any.
"""
import pathlib
import re
import subprocess
import sys

MAX_FILE, MAX_FUNCTION = 400, 40
CODE = {".hpp", ".cpp"}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)
CONTROL = re.compile(
    r"^\s*(if|for|while|switch|catch|do|else|namespace|class|struct|enum|union|extern|return)\b")


def tracked(root):
    listing = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    if listing.returncode == 0:
        files = [root / line for line in listing.stdout.splitlines()]
    else:  # a release archive
        files = [f for f in root.rglob("*") if "build" not in f.relative_to(root).parts]
    return sorted(f for f in files if f.is_file())


def sources(root, *tops):
    return [f for f in tracked(root) if f.suffix in CODE
            and (not tops or f.relative_to(root).parts[0] in tops)]


def text_of(file):
    return file.read_text(encoding="utf-8", errors="replace")


def allowed_rooms(root):
    """The table of docs/architecture.md: room -> every room it may include, itself too."""
    direct = {}
    for line in text_of(root / "docs/architecture.md").splitlines():
        cells = [c.strip() for c in re.split(r"(?<!\\)\|", line)]
        if len(cells) >= 5 and (room := re.fullmatch(r"`(\w+)/?`", cells[1])):
            direct[room[1]] = [r for r in re.split(r"[\s,]+", cells[3]) if r and r != "std" and r != "only"]

    def closure(room):
        return {room}.union(*(closure(r) for r in direct[room]))

    return {room: closure(room) for room in direct}


def rooms(root):
    allowed = allowed_rooms(root)
    if len(allowed) < 5:
        yield "docs/architecture.md: the table of rooms was not found"
    for file in sources(root, "include", "src"):
        parts = file.relative_to(root / "include/baton").parts if "include" in file.relative_to(root).parts[:1] \
            else file.relative_to(root / "src").parts
        if len(parts) < 2:
            continue  # the umbrella header
        here = parts[0]
        if here not in allowed:
            yield f"{file.relative_to(root)}: the room '{here}' is not in docs/architecture.md"
            continue
        for include in INCLUDE.findall(text_of(file)):
            there = include.removeprefix("baton/").split("/")[0]
            if there in allowed and "/" in include and there not in allowed[here]:
                yield f"{file.relative_to(root)}: '{here}' may not include '{there}' ({include})"


def link_order(root):
    allowed = allowed_rooms(root)
    for file in sorted(root.glob("src/*/CMakeLists.txt")):
        here = file.parent.name
        uses = re.search(r"\bUSES\b([\w\s]*?)(?=\bPUBLIC\b|\bPRIVATE\b|\bSOURCES\b|\))", text_of(file))
        for there in uses[1].split() if uses else []:
            if there not in allowed.get(here, ()):
                yield f"{file.relative_to(root)}: '{here}' may not use '{there}'"


TABLE = re.compile(r"\bconstexpr\b.*=[^)]*\{$")  # data, not code
RAW_STRING = re.compile(r'R"(\w*)\(.*?\)\1"', re.S)


def long_functions(lines):
    start = None
    for number, line in enumerate(lines, 1):
        if (start is None and line[:1] not in (" ", "\t", "}", "#", "/", "") and line.rstrip().endswith("{")
                and "(" in "".join(lines[max(0, number - 4):number]) and not CONTROL.match(line) and not TABLE.search(line)):
            start = number
        elif start is not None and line.startswith("}"):
            if number - start > MAX_FUNCTION:
                yield start, number - start
            start = None


def sizes(root):
    for file in sources(root):
        lines = text_of(file).splitlines()
        name = file.relative_to(root)
        if len(lines) > MAX_FILE:
            yield f"{name}: {len(lines)} lines, at most {MAX_FILE}"
        for start, length in long_functions(RAW_STRING.sub('""', text_of(file)).splitlines()):
            yield f"{name}:{start}: a function of {length} lines, at most {MAX_FUNCTION}"


def words(root):
    unfinished = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
    machine = re.compile(r"(?<![\w./$}>-])/(home|root|work|Users)/\w")
    for file in tracked(root):
        if file.suffix in {".json", ".png", ".gz", ".db"} or "data" in file.relative_to(root).parts:
            continue
        for number, line in enumerate(text_of(file).splitlines(), 1):
            if unfinished.search(line):
                yield f"{file.relative_to(root)}:{number}: unfinished work: {line.strip()}"
            if machine.search(line):
                yield f"{file.relative_to(root)}:{number}: the path of one machine: {line.strip()}"


AWAITED_LAMBDA = re.compile(r"\bco_(?:await|yield)\b[^;{]*?\[([^\[\]]*)\]\s*(?:\([^()]*\)\s*)?(?:mutable\s*|noexcept\s*)*\{")


def patterns(root):
    heavy = re.compile(r"^(nlohmann/json\.hpp|curl/|spdlog/|fmt/|boost/|asio|hnswlib/|sqlite3|openssl/|libxml/|hiredis/|libpq|yaml-cpp/|re2/|md4c|simdjson)")
    for file in sources(root, "include", "src", "examples"):
        name, text = file.relative_to(root), text_of(file)
        for number, line in enumerate(text.splitlines(), 1):
            code = line.split("//")[0]
            if "std::" + "regex" in code:
                yield f"{name}:{number}: untrusted text must not meet the standard library's regex; use RE2"
            if re.search(r"(?<![:\w])delete\s+\w+;|=\s*new\s", code):
                yield f"{name}:{number}: an owning raw pointer"
        code = re.sub(r"//.*", "", text)
        for found in AWAITED_LAMBDA.finditer(code):
            if any(each.strip() and each.strip() != "this" and each.strip()[0] != "&" for each in found[1].split(",")):
                yield (f"{name}:{code[:found.start()].count(chr(10)) + 1}: a lambda that captures by value within co_await: "
                       "GCC 12 destroys its copies twice; give it a name before")
        if name.parts[0] == "include":
            if "#pragma once" not in text:
                yield f"{name}: no #pragma once"
            for include in INCLUDE.findall(text):
                if heavy.match(include):
                    yield f"{name}: a public header includes {include}"


def spdlog(root):
    users = [f.relative_to(root) for f in sources(root, "include", "src")
             if any(i.startswith("spdlog/") for i in INCLUDE.findall(text_of(f)))]
    if len(users) > 1:
        yield f"spdlog belongs into one source: {', '.join(map(str, users))}"


def dependencies(root):
    """vcpkg.json and conanfile.py name what cmake/BatonDependencies.cmake finds, and nothing else."""
    names = {  # as found by CMake: (vcpkg, Conan)
        "nlohmann_json": ("nlohmann-json", "nlohmann_json"), "fmt": ("fmt", "fmt"), "spdlog": ("spdlog", "spdlog"),
        "CURL": ("curl", "libcurl"), "ICU": ("icu", "icu"), "SQLite3": ("sqlite3", "sqlite3"), "OpenSSL": ("openssl", "openssl"),
        "Boost": ("boost-asio", "boost"), "LibXml2": ("libxml2", "libxml2"), "RE2": ("re2", "re2"),
        "MD4C": ("md4c", "md4c"), "ZLIB": ("zlib", "zlib"), "Iconv": ("libiconv", "libiconv"),
        "UCHARDET": ("uchardet", "uchardet"), "LIBZIP": ("libzip", "libzip"), "pugixml": ("pugixml", "pugixml"), "YAMLCPP": ("yaml-cpp", "yaml-cpp"), "simdjson": ("simdjson", "simdjson"), "HIREDIS": ("hiredis", "hiredis"), "LIBPQ": ("libpq", "libpq"), "yyjson": ("yyjson", "yyjson")}
    found = text_of(root / "cmake/BatonDependencies.cmake")
    listed = set(re.findall(r"(?:find_package|pkg_check_modules)\((\w+)", found)) - {"Threads", "PkgConfig", "GTest"}
    files = {name: text_of(root / name) for name in ("vcpkg.json", "conanfile.py")}
    for package in sorted(listed):
        if package not in names:
            yield f"tests/house/rules.py: what are the vcpkg and Conan names of {package}?"
            continue
        vcpkg, conan = names[package]
        for file, needle in zip(files, (f'"{vcpkg}"', f'"{conan}/')):
            if needle not in files[file]:
                yield f"{file}: {package} is missing"
    for package, (vcpkg, conan) in names.items():
        for file, needle in zip(files, (f'"{vcpkg}"', f'"{conan}/')):
            if package not in listed and needle in files[file]:
                yield f"{file}: {package} is not used any more"


RULES = {f.__name__: f for f in (rooms, link_order, sizes, words, patterns, spdlog, dependencies)}

if __name__ == "__main__":
    findings = list(RULES[sys.argv[2]](pathlib.Path(sys.argv[1]).resolve()))
    print("\n".join(findings))
    sys.exit(1 if findings else 0)

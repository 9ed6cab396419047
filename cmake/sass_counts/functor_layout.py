"""Where the fields of a kernel functor lie, read from the headers below src.

Only what functors consist of is understood: structs without base classes, pointers, numbers and Kokkos::Array."""

import re

NUMBERS = {"int": 4, "std::int64_t": 8, "bool": 1, "Real": 4, "float": 4, "Along": 4}  # bytes, in single precision
MEMBER = re.compile(r"^(?:const )?([\w:]+(?:<.*>)?)(?: const)?( ?\*)? (\w+)(?: = [^;]*|\{[^;]*\})?$")


def read_structs(source):
    """Bodies of the structs in all headers below a folder, by name."""
    structs = {}
    for path in sorted(source.rglob("*.hpp")):
        text = re.sub(r"//[^\n]*", "", path.read_text())
        for head in re.finditer(r"\bstruct (\w+) \{", text):
            depth, end = 1, head.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            structs.setdefault(head[1], text[head.end() : end - 1])
    return structs


def members(body):
    """(type, name) of every data member of a struct."""
    flat, depth = "", 0
    for letter in body:  # keeps what stands outside of inner braces; a closing brace ends a function
        depth += letter == "{"
        flat += letter if depth == 0 else ""
        depth -= letter == "}"
        flat += ";" if letter == "}" and depth == 0 else ""
    for statement in flat.split(";"):
        statement = re.sub(r"\b(?:public|private):", "", " ".join(statement.split())).strip()
        if "(" in statement or re.match(r"static|using|template|struct|friend|enum", statement):
            continue
        if member := MEMBER.match(statement):
            yield f"{member[1]}{'*' if member[2] else ''}", member[3]


def layout(structs, kind, types):
    """Fields of a type, its size and its alignment in bytes: {"wave.modes": (offset, size, type)}. types: what template
    parameters stand for. LookupError: a struct that is not in the headers."""
    if kind.endswith("*"):
        return {"": (0, 8, kind)}, 8, 8
    if array := re.match(r"Kokkos::Array<(\w+), (\w+)>", kind):
        size, count = NUMBERS[array[1]], types[array[2]]
        return {f"[{k}]": (k * size, size, array[1]) for k in range(count)}, count * size, size
    name = types.get(kind, kind)
    if name in NUMBERS:
        return {"": (0, NUMBERS[name], name)}, NUMBERS[name], NUMBERS[name]
    name = re.match(r"(?:\w+::)*(\w+)", name)[1]
    if name in NUMBERS:
        return layout(structs, name, types)
    if name not in structs:
        raise LookupError(f"no struct {name} in the headers")
    fields, end, alignment = {}, 0, 1
    for member_kind, member in members(structs[name]):
        inner, size, inner_alignment = layout(structs, member_kind, types)
        end = round_up(end, inner_alignment)
        for path, (offset, length, leaf) in inner.items():
            separator = "." if path and path[0] != "[" else ""
            fields[f"{member}{separator}{path}"] = (end + offset, length, leaf)
        end += size
        alignment = max(alignment, inner_alignment)
    return fields, round_up(end, alignment), alignment


def round_up(number, multiple):
    return -(-number // multiple) * multiple

"""How str.format() reads its text, for string.Formatter."""


def formatter_parser(format_string):
    """Parts of a format: (text, field or None, specification, conversion)."""
    at, size, text = 0, len(format_string), []
    while at < size:
        letter = format_string[at]
        at += 1
        if letter not in '{}':
            text.append(letter)
            continue
        if at < size and format_string[at] == letter:
            text.append(letter)
            at += 1
            continue
        if letter == '}':
            raise ValueError("Single '}' encountered in format string")
        if at >= size:
            raise ValueError("Single '{' encountered in format string")
        depth, begin = 1, at
        while at < size and depth:
            depth += {'{': 1, '}': -1}.get(format_string[at], 0)
            at += 1
        if depth:
            raise ValueError("expected '}' before end of string")
        yield (''.join(text), *_field_parts(format_string[begin:at - 1]))
        text = []
    if text:
        yield ''.join(text), None, None, None


def _field_parts(field):
    """The name, the specification and the conversion of a field."""
    in_brackets = False
    for at, letter in enumerate(field):
        if letter == '[':
            in_brackets = True
        elif letter == ']':
            in_brackets = False
        elif letter == '{':
            raise ValueError("unexpected '{' in field name")
        elif letter in '!:' and not in_brackets:
            name, rest = field[:at], field[at:]
            if rest[0] == ':':
                return name, rest[1:], None
            if len(rest) < 2:
                raise ValueError("end of string while looking for conversion specifier")
            if len(rest) > 2 and rest[2] != ':':
                raise ValueError("expected ':' after conversion specifier")
            return name, rest[3:], rest[1]
    return field, '', None


def formatter_field_name_split(field_name):
    """What a field's name begins with, and the attributes and items behind it."""
    at = 0
    while at < len(field_name) and field_name[at] not in '.[':
        at += 1
    first = field_name[:at]
    return (int(first) if first.isdecimal() else first), _accesses(field_name[at:])


def _accesses(rest):
    """(whether it is an attribute, its name or key), one after the other."""
    at = 0
    while at < len(rest):
        if rest[at] == '.':
            end = at + 1
            while end < len(rest) and rest[end] not in '.[':
                end += 1
            name = rest[at + 1:end]
            if not name:
                raise ValueError('Empty attribute in format string')
            yield True, name
            at = end
        elif rest[at] == '[':
            end = rest.find(']', at)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            key = rest[at + 1:end]
            if not key:
                raise ValueError('Empty attribute in format string')
            yield False, int(key) if key.isdecimal() else key
            at = end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")

/* format_fields.c -- str.format(), str.format_map(), and __format__() of numbers and texts.
 *
 * A format string is literal text and replacement fields ("Format String Syntax" of CPython's
 * documentation):
 *
 *     {[name][.attribute | [index]]...[!conversion][:specification]}
 *
 * A specification may have fields of its own, which may not.
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/unicode_database.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "language/formatting.h"
#include "language/signatures.h"
#include "python/builder.h"
#include "python/format.h"
#include "python/install.h"

#include <stdio.h>
#include <string.h>

enum { DEPTH_MOST = 2 }; /* a string, and the specification of a field */
enum numbering { UNDECIDED, AUTOMATIC, MANUAL };

typedef struct arguments {
    py_Ref positional; /* NULL: there are none, as it is format_map() */
    int count;
    py_Ref keywords; /* a dict, or NULL; of format_map() any mapping */
    enum numbering numbering;
    int next;
} arguments;

typedef struct field {
    c11_sv name, specification;
    uint32_t conversion; /* 0: none */
} field;

/* ------------------------------------------------------------------- the parts of a string */

/* The text up to the next field is added to `out`; *at is behind the "{" that begins it, or at the
 * end.  False: a brace that stands alone. */
static bool take_literal(const char **at, const char *end, builder *out, bool *has_field)
{
    *has_field = false;
    while (*at < end) {
        const char *const from = *at;
        while (*at < end && **at != '{' && **at != '}')
            (*at)++;
        builder_add(out, (c11_sv){ from, (int)(*at - from) });
        if (*at == end)
            return true;
        const char brace = *(*at)++;
        if (*at < end && **at == brace) {
            builder_add(out, (c11_sv){ (*at)++, 1 });
            continue;
        }
        if (brace == '}' || *at == end)
            return ValueError("Single '%c' encountered in format string", brace);
        *has_field = true;
        return true;
    }
    return true;
}

/* Behind the name and the conversion: up to the brace that ends the field. */
static bool take_specification(const char **at, const char *end, field *f)
{
    int open = 1;
    f->specification.data = *at;
    for (; *at < end; (*at)++) {
        open += **at == '{' ? 1 : **at == '}' ? -1 : 0;
        if (open == 0) {
            f->specification.size = (int)(*at - f->specification.data);
            (*at)++;
            return true;
        }
    }
    return ValueError("unmatched '{' in format spec");
}

/* What stands behind a "{", and its "}". */
static bool take_field(const char **at, const char *end, field *f)
{
    char ends = 0;
    *f = (field){ .name = { *at, 0 }, .specification = { *at, 0 } };
    while (*at < end && ends == 0) {
        const char c = *(*at)++;
        if (c == '{')
            return ValueError("unexpected '{' in field name");
        if (c == '[')
            while (*at < end && **at != ']')
                (*at)++;
        if (c == '}' || c == ':' || c == '!')
            ends = c;
    }
    if (ends == 0)
        return ValueError("expected '}' before end of string");
    f->name.size = (int)(*at - f->name.data) - 1;
    if (ends == '}')
        return true;
    if (ends == '!') {
        if (*at == end)
            return ValueError("end of string while looking for conversion specifier");
        f->conversion = unicode_decode(at, end);
        if (*at < end) {
            const char c = *(*at)++;
            if (c == '}')
                return true;
            if (c != ':')
                return ValueError("expected ':' after conversion specifier");
        }
    }
    return take_specification(at, end, f);
}

/* -------------------------------------------------------------------------- a field's value */

/* A number, -1 if it is none; false: too large. */
static bool read_index(c11_sv text, int64_t *index)
{
    *index = text.size > 0 ? 0 : -1;
    for (int i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            *index = -1;
            return true;
        }
        *index = *index * 10 + (text.data[i] - '0');
        if (*index > INT64_MAX / 10 - 10)
            return ValueError("Too many decimal digits in format string");
    }
    return true;
}

static bool number_fields(arguments *given, enum numbering how)
{
    if (given->numbering != UNDECIDED && given->numbering != how)
        return how == AUTOMATIC ? ValueError("cannot switch from manual field specification to "
                                             "automatic field numbering")
                                : ValueError("cannot switch from automatic field numbering to "
                                             "manual field specification");
    given->numbering = how;
    return true;
}

static bool look_up(arguments *given, c11_sv name, py_StackRef value)
{
    int64_t index;
    if (!read_index(name, &index))
        return false;
    const bool is_automatic = name.size == 0;
    if (index < 0 && !is_automatic) {
        py_newstrv(value, name);
        if (given->positional == NULL)
            return py_getitem(given->keywords, value);
        const int found = given->keywords == NULL ? 0 : py_dict_getitem(given->keywords, value);
        return found > 0 || (found == 0 && KeyError(value));
    }
    if (!number_fields(given, is_automatic ? AUTOMATIC : MANUAL))
        return false;
    if (given->positional == NULL)
        return ValueError("Format string contains positional fields");
    if (is_automatic)
        index = given->next++;
    if (index >= given->count)
        return py_exception(tp_IndexError,
                            "Replacement index %i out of range for positional args tuple", index);
    *py_retval() = given->positional[index];
    return true;
}

/* The attributes and items that the name goes on with. */
static bool go_on(c11_sv path, py_StackRef value)
{
    const char *at = path.data, *const end = path.data + path.size;
    while (at < end) {
        const char opens = *at++;
        const char *const from = at;
        if (opens != '.' && opens != '[')
            return ValueError("Only '.' or '[' may follow ']' in format field specifier");
        while (at < end && (opens == '[' ? *at != ']' : *at != '.' && *at != '['))
            at++;
        if (opens == '[' && at == end)
            return ValueError("Missing ']' in format string");
        const c11_sv part = { from, (int)(at - from) };
        if (part.size == 0)
            return ValueError("Empty attribute in format string");
        if (opens == '.') {
            if (!py_getattr(value, py_namev(part)))
                return false;
        } else {
            int64_t index;
            at++;
            if (!read_index(part, &index))
                return false;
            py_StackRef key = py_pushtmp();
            if (index >= 0)
                py_newint(key, index);
            else
                py_newstrv(key, part);
            if (!py_getitem(value, key))
                return false;
            py_pop();
        }
        *value = *py_retval();
    }
    return true;
}

static bool find_value(arguments *given, c11_sv name, py_StackRef value)
{
    int first = 0;
    while (first < name.size && name.data[first] != '.' && name.data[first] != '[')
        first++;
    if (!look_up(given, (c11_sv){ name.data, first }, value))
        return false;
    *value = *py_retval();
    return go_on((c11_sv){ name.data + first, name.size - first }, value);
}

static bool convert(py_StackRef value, uint32_t conversion)
{
    if (conversion == 'r' || conversion == 's' || conversion == 'a')
        return formatting_convert(value, conversion);
    char shown[16];
    if (conversion > 32 && conversion < 127)
        snprintf(shown, sizeof shown, "%c", (int)conversion);
    else
        snprintf(shown, sizeof shown, "\\x%x", (unsigned)conversion);
    return ValueError("Unknown conversion specifier %s", shown);
}

/* ------------------------------------------------------------------------ the whole string */

static bool build(arguments *given, c11_sv text, int depth, builder *out);

/* A specification, with what its own fields say; in *value. */
static bool build_specification(arguments *given, c11_sv text, int depth, py_StackRef value)
{
    if (memchr(text.data, '{', (size_t)text.size) == NULL) {
        py_newstrv(value, text);
        return true;
    }
    builder inner = { 0 };
    if (!build(given, text, depth, &inner)) {
        builder_free(&inner);
        return false;
    }
    builder_give_text(&inner);
    *value = *py_retval();
    return true;
}

static bool add_field(arguments *given, const field *f, int depth, builder *out)
{
    py_StackRef const value = py_pushtmp();
    py_newnone(value);
    if (!find_value(given, f->name, value)
        || (f->conversion != 0 && !convert(value, f->conversion)))
        return false;
    py_StackRef const specification = py_pushtmp();
    py_newnone(specification);
    if (!build_specification(given, f->specification, depth - 1, specification)
        || !formatting_apply(value, specification))
        return false;
    builder_add(out, py_tosv(py_retval()));
    pk_current_vm->stack.sp = value;
    return true;
}

static bool build(arguments *given, c11_sv text, int depth, builder *out)
{
    const char *at = text.data, *const end = text.data + text.size;
    if (depth == 0)
        return ValueError("Max string recursion exceeded");
    for (bool has_field = true; has_field;) {
        field f;
        if (!take_literal(&at, end, out, &has_field)
            || (has_field && (!take_field(&at, end, &f) || !add_field(given, &f, depth, out))))
            return false;
    }
    return true;
}

static bool format_string(py_Ref text, arguments *given)
{
    builder out = { 0 };
    if (!build(given, py_tosv(text), DEPTH_MOST, &out)) {
        builder_free(&out);
        return false;
    }
    builder_give_text(&out);
    return true;
}

static bool str_format(int argc, py_Ref argv)
{
    arguments given = { .positional = &argv[1], .count = argc - 1 };
    return format_string(argv, &given);
}

static bool format_with_keywords(int argc, py_Ref argv)
{
    enum { TEXT, POSITIONAL, KEYWORDS };
    (void)argc;
    arguments given = { .positional = py_tuple_data(&argv[POSITIONAL]),
                        .count = py_tuple_len(&argv[POSITIONAL]),
                        .keywords = &argv[KEYWORDS] };
    return format_string(&argv[TEXT], &given);
}

static bool str_format_map(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("str.format_map() takes exactly one argument (%d given)", argc - 1);
    arguments given = { .keywords = &argv[1] };
    return format_string(argv, &given);
}

/* -------------------------------------------------------------------------------- __format__() */

/* int.__format__, float.__format__, str.__format__ */
static bool value_format(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("%t.__format__() takes exactly one argument (%d given)", argv->type,
                         argc - 1);
    py_Ref specification = boxed_value(&argv[1]);
    if (specification->type != tp_str)
        return TypeError("__format__() argument must be str, not %t", argv[1].type);
    const c11_sv text = py_tosv(specification);
    return text.size == 0 ? py_str(argv) : format_value(argv, text);
}

bool format_fields_install(void)
{
    static const native of_str[] = {
        { "format", str_format },
        { "format_map", str_format_map },
    };
    static const native of_all[] = { { "__format__", value_format } };
    static const native_signature signatures[] = {
        { "format(text, /, *args, **kwargs)", str_format, format_with_keywords },
    };
    static const py_Type types[] = { tp_int, tp_float, tp_str };
    signatures_add(signatures, COUNT(signatures));
    for (size_t i = 0; i < COUNT(types); i++)
        if (!natives_replace(py_tpobject(types[i]), of_all, COUNT(of_all)))
            return false;
    return natives_replace(py_tpobject(tp_str), of_str, COUNT(of_str));
}

/* json_scanner.c -- of the module _json: make_scanner and scanstring, by which json.decoder reads.
 *
 * What is being made is on the value stack, where the garbage collector sees it: hooks are code of the
 * script's.  Each value is a step, and so are every 1,024 bytes of a string.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/text_places.h"
#include "interpose/exceptions.h"
#include "language/signatures.h"
#include "libc/numerals.h"
#include "python/json.h"
#include "python/json_module.h"
#include "python/native_types.h"
#include "stop/steps.h"

#include <string.h>

enum { OBJECT_HOOK, PAIRS_HOOK, PARSE_FLOAT, PARSE_INT, PARSE_CONSTANT, STRICT, SCANNER_SLOTS };

typedef struct scan {
    pkhost_vm *vm;
    VM *pk;
    py_Ref document;
    const char *start, *end, *at;
    const py_TValue *options; /* slots of the scanner; NULL: scanstring() alone */
    bool strict;
    int levels_left;
} scan;

/* ------------------------------------------------------------------------- errors */

static int64_t number_of(const scan *s, const char *where)
{
    return places_number((c11_sv){ s->start, (int)(s->end - s->start) }, (int)(where - s->start));
}

/* json.decoder.JSONDecodeError(what, document, where) */
static bool wrong(const scan *s, const char *what, const char *where)
{
    if (py_import("json.decoder") <= 0)
        return false;
    py_Ref const class = py_getdict(py_getmodule("json.decoder"), py_name("JSONDecodeError"));
    if (class == NULL)
        return ValueError("%s", what);
    py_StackRef const arguments = s->pk->stack.sp;
    py_TValue callable = *class;
    py_newstr(py_pushtmp(), what);
    py_push(s->document);
    py_newint(py_pushtmp(), number_of(s, where));
    if (!py_call(&callable, 3, arguments))
        return false;
    arguments[0] = *py_retval();
    return py_raise(arguments);
}

/* No value begins here: json.decoder makes an error of it. */
static bool no_value(const scan *s, const char *where)
{
    py_StackRef const number = py_pushtmp();
    py_newint(number, number_of(s, where));
    if (!py_tpcall(tp_StopIteration, 1, number))
        return false;
    *number = *py_retval();
    return py_raise(number);
}

/* ------------------------------------------------------------------------ strings */

enum {
    DIGITS = 4,
    HIGH_HALF = 0xD800,
    LOW_HALF = 0xDC00,
    AFTER_HALVES = 0xE000,
    FIRST_ASTRAL = 0x10000
};

/* Four digits, of which the last is not the text's: -1, there are none. */
static int32_t hex_4(const scan *s, const char *at)
{
    int32_t value = 0;
    if (s->end - at <= DIGITS)
        return -1;
    for (int i = 0; i < DIGITS; i++) {
        const int digit = digit_of(at[i]);
        if (digit >= 16)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

/* The text from `from`, behind the opening quote, to `close`; its escapes are right. */
static void push_unescaped(scan *s, const char *from, const char *close)
{
    char *const made = pkhost_libc_malloc((size_t)(close - from) + 1);
    char *to = made;
    while (from < close) {
        if (*from != '\\') {
            *to++ = *from++;
            continue;
        }
        const char escape = from[1];
        from += 2;
        switch (escape) {
        case 'b': *to++ = '\b'; break;
        case 'f': *to++ = '\f'; break;
        case 'n': *to++ = '\n'; break;
        case 'r': *to++ = '\r'; break;
        case 't': *to++ = '\t'; break;
        case 'u': {
            int32_t code = hex_4(s, from);
            from += DIGITS;
            if (code >= HIGH_HALF && code < LOW_HALF && from[0] == '\\' && from[1] == 'u') {
                const int32_t low = hex_4(s, from + 2);
                if (low >= LOW_HALF && low < AFTER_HALVES) {
                    code = FIRST_ASTRAL + ((code - HIGH_HALF) << 10) + (low - LOW_HALF);
                    from += 2 + DIGITS;
                }
            }
            to += c11__u32_to_u8((uint32_t)code, to);
            break;
        }
        default: *to++ = escape; /* a quote, \ or / */
        }
    }
    py_newstrv(s->pk->stack.sp++, (c11_sv){ made, (int)(to - made) });
    pkhost_libc_free(made);
}

/* At the character behind the opening quote; the text is pushed. */
static bool scan_string(scan *s)
{
    enum { BYTES_A_STEP = 1024 };
    const char *const first = s->at;
    bool has_escapes = false;
    for (const char *c = first;; c++) {
        if (UNLIKELY((c - first) % BYTES_A_STEP == BYTES_A_STEP - 1) && !step_take(s->vm))
            return false;
        if (c >= s->end)
            return wrong(s, "Unterminated string starting at", first - 1);
        if (*c == '"') {
            s->at = c + 1;
            if (has_escapes)
                push_unescaped(s, first, c);
            else
                py_newstrv(s->pk->stack.sp++, (c11_sv){ first, (int)(c - first) });
            return true;
        }
        if ((unsigned char)*c < 0x20 && s->strict)
            return wrong(s, "Invalid control character at", c);
        if (*c != '\\')
            continue;
        has_escapes = true;
        c++;
        if (c >= s->end)
            return wrong(s, "Unterminated string starting at", first - 1);
        if (*c == '\0' || strchr("\"\\/bfnrtu", *c) == NULL)
            return wrong(s, "Invalid \\escape", c - 1);
        if (*c != 'u')
            continue;
        const int32_t code = hex_4(s, c + 1);
        if (code < 0)
            return wrong(s, "Invalid \\uXXXX escape", c);
        c += DIGITS;
        if (code >= HIGH_HALF && code < LOW_HALF && s->end - c > 3 + DIGITS && c[1] == '\\'
            && c[2] == 'u' && hex_4(s, c + 3) < 0)
            return wrong(s, "Invalid \\uXXXX escape", c + 2);
    }
}

/* ------------------------------------------------------------------------ numbers */

static bool is_digit(const scan *s, const char *at)
{
    return at < s->end && *at >= '0' && *at <= '9';
}

static bool is_type(const py_TValue *value, py_Type type)
{
    return value->type == tp_type && py_totype((py_Ref)value) == type;
}

/* What a function of the script's makes of a number's text. */
static bool push_parsed(const py_TValue *function, const char *from, const char *to)
{
    py_StackRef const text = py_pushtmp();
    py_newstrv(text, (c11_sv){ from, (int)(to - from) });
    if (!native_call(function, 1, text))
        return false;
    *text = *py_retval();
    return true;
}

static bool scan_number(scan *s)
{
    enum { DIGITS_OF_INT64 = 18 };
    const char *const first = s->at, *c = first + (*first == '-');
    if (!is_digit(s, c))
        return no_value(s, first);
    int64_t value = 0;
    const char *const digits = c;
    if (*c == '0') {
        c++;
    } else {
        for (; is_digit(s, c); c++)
            if (c - digits < DIGITS_OF_INT64)
                value = value * 10 + (*c - '0');
    }
    const bool is_small = c - digits <= DIGITS_OF_INT64;
    bool is_float = false;
    if (c < s->end && *c == '.' && is_digit(s, c + 1)) {
        is_float = true;
        for (c++; is_digit(s, c); c++) {}
    }
    if (c < s->end && (*c == 'e' || *c == 'E')) {
        const char *exponent = c + 1;
        if (exponent < s->end && (*exponent == '+' || *exponent == '-'))
            exponent++;
        if (is_digit(s, exponent)) {
            is_float = true;
            for (c = exponent; is_digit(s, c); c++) {}
        }
    }
    s->at = c;
    const py_TValue *const parse = &s->options[is_float ? PARSE_FLOAT : PARSE_INT];
    if (is_float && is_type(parse, tp_float)) {
        char *end;
        py_newfloat(s->pk->stack.sp++, float_read(first, &end));
        return true;
    }
    if (!is_float && is_small && is_type(parse, tp_int)) {
        py_newint(s->pk->stack.sp++, *first == '-' ? -value : value);
        return true;
    }
    return push_parsed(parse, first, c);
}

/* ------------------------------------------------------------------------- values */

static bool scan_value(scan *s);

static void skip_space(scan *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' || *s->at == '\t' || *s->at == '\r'))
        s->at++;
}

static bool next_is(const scan *s, char c) { return s->at < s->end && *s->at == c; }

/* Items up to the bracket; `scan_one` adds one to the list or dict on top of the value stack. */
static inline __attribute__((always_inline)) bool scan_items(scan *s, char bracket,
                                                             bool (*scan_one)(scan *))
{
    skip_space(s);
    if (!next_is(s, bracket))
        for (;;) {
            if (!scan_one(s))
                return false;
            skip_space(s);
            if (next_is(s, bracket))
                break;
            if (!next_is(s, ','))
                return wrong(s, "Expecting ',' delimiter", s->at);
            s->at++;
            skip_space(s);
        }
    s->at++;
    return true;
}

static bool scan_item(scan *s)
{
    if (!scan_value(s))
        return false;
    py_list_append(py_peek(-2), py_peek(-1));
    py_pop();
    return true;
}

/* A key and its value are pushed. */
static bool scan_key_and_value(scan *s)
{
    if (!next_is(s, '"'))
        return wrong(s, "Expecting property name enclosed in double quotes", s->at);
    s->at++;
    if (!scan_string(s))
        return false;
    skip_space(s);
    if (!next_is(s, ':'))
        return wrong(s, "Expecting ':' delimiter", s->at);
    s->at++;
    skip_space(s);
    return scan_value(s);
}

static bool scan_entry(scan *s)
{
    if (!scan_key_and_value(s) || !py_dict_setitem(py_peek(-3), py_peek(-2), py_peek(-1)))
        return false;
    py_shrink(2);
    return true;
}

static bool scan_pair(scan *s)
{
    if (!scan_key_and_value(s))
        return false;
    py_TValue pair;
    py_ObjectRef const parts = py_newtuple(&pair, 2);
    parts[0] = *py_peek(-2);
    parts[1] = *py_peek(-1);
    py_list_append(py_peek(-3), &pair);
    py_shrink(2);
    return true;
}

/* What is on top of the value stack becomes what the hook makes of it. */
static bool apply_hook(const py_TValue *hook)
{
    if (!native_call(hook, 1, py_peek(-1)))
        return false;
    *py_peek(-1) = *py_retval();
    return true;
}

static bool scan_array(scan *s)
{
    py_newlist(s->pk->stack.sp++);
    return scan_items(s, ']', scan_item);
}

static bool scan_object(scan *s)
{
    const py_TValue *const pairs_hook = &s->options[PAIRS_HOOK], *const hook =
                                                                     &s->options[OBJECT_HOOK];
    if (pairs_hook->type != tp_NoneType) {
        py_newlist(s->pk->stack.sp++);
        return scan_items(s, '}', scan_pair) && apply_hook(pairs_hook);
    }
    py_newdict(s->pk->stack.sp++);
    return scan_items(s, '}', scan_entry) && (hook->type == tp_NoneType || apply_hook(hook));
}

static bool scan_nested(scan *s, bool (*scan_it)(scan *), const char *what)
{
    enum { VALUES_LEFT = 600 };
    if (s->levels_left <= 0 || s->pk->stack.end - s->pk->stack.sp < VALUES_LEFT)
        return py_exception(
            tp_RecursionError,
            "maximum recursion depth exceeded while decoding a JSON %s from a unicode string",
            what);
    if (too_deep())
        return false;
    s->levels_left--;
    s->at++;
    if (!scan_it(s))
        return false;
    s->levels_left++;
    return true;
}

static bool is_word(scan *s, const char *word)
{
    const size_t size = strlen(word);
    if ((size_t)(s->end - s->at) < size || memcmp(s->at, word, size) != 0)
        return false;
    s->at += size;
    return true;
}

static bool push_constant(scan *s, const char *word)
{
    return push_parsed(&s->options[PARSE_CONSTANT], word, word + strlen(word));
}

/* What it has read is then on top of the value stack. */
static bool scan_value(scan *s)
{
    const char *const first = s->at;
    if (!step_take(s->vm))
        return false;
    if (s->at >= s->end)
        return no_value(s, first);
    switch (*s->at) {
    case '"': s->at++; return scan_string(s);
    case '[': return scan_nested(s, scan_array, "array");
    case '{': return scan_nested(s, scan_object, "object");
    case 'n':
        if (!is_word(s, "null"))
            break;
        py_newnone(s->pk->stack.sp++);
        return true;
    case 't':
        if (!is_word(s, "true"))
            break;
        py_newbool(s->pk->stack.sp++, true);
        return true;
    case 'f':
        if (!is_word(s, "false"))
            break;
        py_newbool(s->pk->stack.sp++, false);
        return true;
    case 'N':
        if (!is_word(s, "NaN"))
            break;
        return push_constant(s, "NaN");
    case 'I':
        if (!is_word(s, "Infinity"))
            break;
        return push_constant(s, "Infinity");
    case '-': return is_word(s, "-Infinity") ? push_constant(s, "-Infinity") : scan_number(s);
    default:
        if (is_digit(s, s->at))
            return scan_number(s);
    }
    return no_value(s, first);
}

/* ------------------------------------------------------------------ what scripts call */

/* The result on top of the value stack, and the number of the character behind it. */
static bool give(const scan *s, py_StackRef bottom)
{
    const py_TValue value = *py_peek(-1);
    py_ObjectRef const pair = native_give_tuple(2);
    pair[0] = value;
    py_newint(&pair[1], number_of(s, s->at));
    s->pk->stack.sp = bottom;
    return true;
}

/* At the character `index` of the text at `document`, which stays there.  Behind every text there is
 * a NUL. */
static scan begin(py_Ref document, int64_t index)
{
    VM *const pk = pk_current_vm;
    const c11_sv text = py_tosv(boxed_value(document));
    return (scan){ .vm = pkhost_here,
                   .pk = pk,
                   .document = document,
                   .start = text.data,
                   .end = text.data + text.size,
                   .at = text.data + places_offset(text, index),
                   .levels_left = pk->max_recursion_depth - pk->recursion_depth };
}

static bool is_text(py_Ref value) { return boxed_value(value)->type == tp_str; }

static bool scanstring(int argc, py_Ref argv)
{
    int64_t end;
    if (!native_expected("scanstring", argc, 2, 3) || !native_as_size(&argv[1], &end))
        return false;
    if (!is_text(&argv[0]))
        return TypeError("first argument must be a string, not %t", argv[0].type);
    const int strict = argc < 3 ? 1 : py_bool(&argv[2]);
    if (strict < 0)
        return false;
    scan s = begin(&argv[0], end);
    s.strict = strict;
    if (end < 0 || end > number_of(&s, s.end))
        return ValueError("end is out of bounds");
    py_StackRef const bottom = s.pk->stack.sp;
    return scan_string(&s) && give(&s, bottom);
}

static bool scanner_new(int argc, py_Ref argv)
{
    static const char *const names[SCANNER_SLOTS] = {
        "object_hook", "object_pairs_hook", "parse_float", "parse_int", "parse_constant", "strict",
    };
    if (argc != 2)
        return TypeError("make_scanner() takes exactly one argument (%d given)", argc - 1);
    py_StackRef const made = py_pushtmp();
    native_make(made, &argv[0], SCANNER_SLOTS, 0);
    for (int i = 0; i < SCANNER_SLOTS; i++) {
        if (!py_getattr(&argv[1], py_name(names[i])))
            return false;
        native_slots(made)[i] = *py_retval();
    }
    const int strict = py_bool(&native_slots(made)[STRICT]);
    if (strict < 0)
        return false;
    py_newbool(&native_slots(made)[STRICT], strict);
    *py_retval() = *made;
    py_pop();
    return true;
}

static bool scanner_call(int argc, py_Ref argv)
{
    int64_t index;
    if (argc != 3)
        return TypeError("scan_once() takes exactly 2 arguments (%d given)", argc - 1);
    if (!native_as_size(&argv[2], &index))
        return false;
    if (!is_text(&argv[1]))
        return TypeError("first argument must be a string, not %t", argv[1].type);
    if (index < 0)
        return ValueError("idx cannot be negative");
    scan s = begin(&argv[1], index);
    if (s.at == s.end && index > number_of(&s, s.end)) {
        if (!py_tpcall(tp_StopIteration, 1, &argv[2]))
            return false;
        py_TValue stop = *py_retval();
        return py_raise(&stop);
    }
    s.options = native_slots(argv);
    s.strict = s.options[STRICT]._bool;
    py_StackRef const bottom = s.pk->stack.sp;
    return scan_value(&s) && give(&s, bottom);
}

static bool scanner_attribute(py_Ref scanner, int slot)
{
    *py_retval() = native_slots(scanner)[slot];
    return true;
}

#define ATTRIBUTE(name, slot)                             \
    static bool scanner_##name(int argc, py_Ref argv)     \
    {                                                     \
        return (void)argc, scanner_attribute(argv, slot); \
    }
ATTRIBUTE(object_hook, OBJECT_HOOK)
ATTRIBUTE(object_pairs_hook, PAIRS_HOOK)
ATTRIBUTE(parse_float, PARSE_FLOAT)
ATTRIBUTE(parse_int, PARSE_INT)
ATTRIBUTE(parse_constant, PARSE_CONSTANT)
ATTRIBUTE(strict, STRICT)

void json_scanner_signatures(void)
{
    static const native_signature signatures[] = {
        { "scan_once(self, /, string, idx)", scanner_call, NULL },
        { "make_scanner(cls, /, context)", scanner_new, NULL },
    };
    signatures_add(signatures, COUNT(signatures));
}

void json_scanner_make(py_GlobalRef module)
{
    static const native methods[] = { { "__new__", scanner_new }, { "__call__", scanner_call } };
    const py_Type type = native_type(module, "_json", "Scanner", methods, COUNT(methods));
    py_bindproperty(type, "object_hook", scanner_object_hook, NULL);
    py_bindproperty(type, "object_pairs_hook", scanner_object_pairs_hook, NULL);
    py_bindproperty(type, "parse_float", scanner_parse_float, NULL);
    py_bindproperty(type, "parse_int", scanner_parse_int, NULL);
    py_bindproperty(type, "parse_constant", scanner_parse_constant, NULL);
    py_bindproperty(type, "strict", scanner_strict, NULL);
    py_setdict(module, py_name("make_scanner"), py_tpobject(type));
    py_bindfunc(module, "scanstring", scanstring);
}

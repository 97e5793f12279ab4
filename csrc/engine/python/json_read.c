/* json_read.c -- json.loads.
 *
 * PocketPy's hands the text to its compiler, which takes any expression for JSON
 * and runs it.  This one reads JSON and nothing else: strictly, as CPython does,
 * with its messages.  One thing that CPython reads is an error, since a script's
 * values cannot hold it: an integer beyond 64 bits.
 *
 * What is being made is on the value stack, where the garbage collector sees it:
 * a script may have put a __hash__ of its own into str, which then runs in
 * between.  Each value is a step, and so are every 1,024 bytes of text.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/characters.h"
#include "interpose/exceptions.h"
#include "interpose/unicode.h"
#include "libc/numerals.h"
#include "python/json.h"
#include "stop/steps.h"

#include <stdio.h>
#include <string.h>

typedef struct reader {
    pkhost_vm *vm;
    VM *pk;
    const char *start, *end, *at;
    int levels_left;
} reader;

/* ------------------------------------------------------------------------ errors */

static int characters(const char *from, const char *to)
{
    return characters_count((c11_sv){ from, (int)(to - from) });
}

static bool wrong(const reader *r, const char *what, const char *where)
{
    int line = 1;
    const char *line_start = r->start;

    if (where > r->end)
        where = r->end;
    for (const char *c = r->start; c < where; c++)
        if (*c == '\n') {
            line++;
            line_start = c + 1;
        }
    return py_exception(r->vm->types.json_error, "%s: line %d column %i (char %i)", what, line,
                        (py_i64)(characters(line_start, where) + 1),
                        (py_i64)characters(r->start, where));
}

/* ----------------------------------------------------------------------- strings */

/* The four digits at `at`, which lie before the end; or -1. */
static int32_t hex_4(const char *at)
{
    int32_t value = 0;

    for (int i = 0; i < 4; i++) {
        const int digit = digit_of(at[i]);
        if (digit >= 16)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

enum { HIGH_HALF = 0xD800, LOW_HALF = 0xDC00, AFTER_HALVES = 0xE000, FIRST_ASTRAL = 0x10000 };

/* \uXXXX at `at`, which is the u; what follows it, or NULL with an exception. */
static const char *read_code(const reader *r, const char *at, char **to)
{
    enum { DIGITS = 4 };

    if (r->end - at <= DIGITS + 1 || hex_4(at + 1) < 0) {
        wrong(r, "Invalid \\uXXXX escape", at);
        return NULL;
    }
    int32_t code = hex_4(at + 1);
    at += 1 + DIGITS;
    if (code >= HIGH_HALF && code < LOW_HALF && r->end - at > DIGITS + 2 && at[0] == '\\'
        && at[1] == 'u') {
        const int32_t low = hex_4(at + 2);
        if (low >= LOW_HALF && low < AFTER_HALVES) {
            code = FIRST_ASTRAL + ((code - HIGH_HALF) << 10) + (low - LOW_HALF);
            at += 2 + DIGITS;
        }
    }
    *to += c11__u32_to_u8((uint32_t)code, *to);
    return at;
}

/* The text from `from`, behind its opening quote, to `close`; it has escapes. */
static bool unescape(const reader *r, const char *from, const char *close)
{
    char *const made = pkhost_libc_malloc((size_t)(close - from) + 1);
    char *to = made;

    while (from < close) {
        if (*from != '\\') {
            *to++ = *from++;
            continue;
        }
        from++;
        switch (*from) {
        case 'b': *to++ = '\b'; break;
        case 'f': *to++ = '\f'; break;
        case 'n': *to++ = '\n'; break;
        case 'r': *to++ = '\r'; break;
        case 't': *to++ = '\t'; break;
        case 'u':
            from = read_code(r, from, &to);
            if (from == NULL) {
                pkhost_libc_free(made);
                return false;
            }
            continue;
        default: *to++ = *from; break; /* a quote, \ or / */
        }
        from++;
    }
    py_newstrv(r->pk->stack.sp++, (c11_sv){ made, (int)(to - made) });
    pkhost_libc_free(made);
    return true;
}

/* At the character behind the opening quote. */
static bool read_string(reader *r)
{
    enum { BYTES_A_STEP = 1024 };
    const char *const first = r->at;
    bool escapes = false;

    for (const char *c = first;; c++) {
        if (UNLIKELY((c - first) % BYTES_A_STEP == BYTES_A_STEP - 1) && !step_take(r->vm))
            return false;
        if (c >= r->end)
            return wrong(r, "Unterminated string starting at", first - 1);
        if (*c == '"') {
            r->at = c + 1;
            if (escapes)
                return unescape(r, first, c);
            py_newstrv(r->pk->stack.sp++, (c11_sv){ first, (int)(c - first) });
            return true;
        }
        if ((unsigned char)*c < 0x20)
            return wrong(r, "Invalid control character at", c);
        if (*c != '\\')
            continue;
        escapes = true;
        c++;
        if (c >= r->end)
            return wrong(r, "Unterminated string starting at", first - 1);
        if (*c == '\0' || strchr("\"\\/bfnrtu", *c) == NULL)
            return wrong(r, "Invalid \\escape", c - 1);
        if (*c == 'u' && (r->end - c <= 5 || hex_4(c + 1) < 0))
            return wrong(r, "Invalid \\uXXXX escape", c);
    }
}

/* ----------------------------------------------------------------------- numbers */

static bool is_digit(const reader *r, const char *at)
{
    return at < r->end && *at >= '0' && *at <= '9';
}

static bool read_number(reader *r)
{
    const char *const first = r->at, *c = first;
    const bool minus = *c == '-';
    uint64_t value = 0;
    bool large = false;

    c += minus;
    if (!is_digit(r, c))
        return wrong(r, "Expecting value", first);
    if (*c == '0') {
        c++;
    } else {
        for (; is_digit(r, c); c++)
            large |= __builtin_mul_overflow(value, UINT64_C(10), &value)
                     || __builtin_add_overflow(value, (uint64_t)(*c - '0'), &value);
    }
    bool is_float = false;
    if (c < r->end && *c == '.' && is_digit(r, c + 1)) {
        is_float = true;
        for (c++; is_digit(r, c); c++) {}
    }
    if (c < r->end && (*c == 'e' || *c == 'E')) {
        const char *digits = c + 1;
        if (digits < r->end && (*digits == '+' || *digits == '-'))
            digits++;
        if (is_digit(r, digits)) {
            is_float = true;
            for (c = digits; is_digit(r, c); c++) {}
        }
    }
    r->at = c;
    if (is_float) {
        char *end;
        py_newfloat(r->pk->stack.sp++, float_read(first, &end));
        return true;
    }
    if (large || value > (uint64_t)INT64_MAX + minus)
        return wrong(r, "Integer beyond 64 bits", first);
    py_newint(r->pk->stack.sp++, (int64_t)(minus ? 0 - value : value));
    return true;
}

/* ------------------------------------------------------------------------ values */

static bool read_value(reader *r);

static void skip_space(reader *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\n' || *r->at == '\t' || *r->at == '\r'))
        r->at++;
}

static bool next_is(const reader *r, char c) { return r->at < r->end && *r->at == c; }

/* Whether the bracket comes next, which is then passed. */
static bool closes(reader *r, char bracket)
{
    skip_space(r);
    if (!next_is(r, bracket))
        return false;
    r->at++;
    return true;
}

/* An array's values, or an object's pairs, behind the opening bracket; `read_one` adds one
 * to the list or dict on top of the value stack. */
static inline __attribute__((always_inline)) bool read_items(reader *r, char bracket,
                                                             bool (*read_one)(reader *))
{
    if (closes(r, bracket))
        return true;
    for (;;) {
        if (!read_one(r))
            return false;
        if (closes(r, bracket))
            return true;
        if (!next_is(r, ','))
            return wrong(r, "Expecting ',' delimiter", r->at);
        r->at++;
        skip_space(r);
    }
}

static bool read_item(reader *r)
{
    if (!read_value(r))
        return false;
    py_list_append(py_peek(-2), py_peek(-1));
    py_pop();
    return true;
}

static bool read_list(reader *r)
{
    py_newlist(r->pk->stack.sp++);
    return read_items(r, ']', read_item);
}

static bool read_pair(reader *r)
{
    if (!next_is(r, '"'))
        return wrong(r, "Expecting property name enclosed in double quotes", r->at);
    r->at++;
    if (!read_string(r))
        return false;
    skip_space(r);
    if (!next_is(r, ':'))
        return wrong(r, "Expecting ':' delimiter", r->at);
    r->at++;
    skip_space(r);
    if (!read_value(r) || !py_dict_setitem(py_peek(-3), py_peek(-2), py_peek(-1)))
        return false;
    py_shrink(2);
    return true;
}

static bool read_dict(reader *r)
{
    py_newdict(r->pk->stack.sp++);
    return read_items(r, '}', read_pair);
}

static bool read_nested(reader *r, bool (*read)(reader *), const char *what)
{
    if (r->levels_left <= 0 || r->pk->stack.end - r->pk->stack.sp < JSON_VALUES_LEFT)
        return py_exception(tp_RecursionError,
                            "maximum recursion depth exceeded while decoding a JSON %s", what);
    if (too_deep())
        return false;
    r->levels_left--;
    r->at++;
    if (!read(r))
        return false;
    r->levels_left++;
    return true;
}

static bool is_word(reader *r, const char *word)
{
    const size_t size = strlen(word);

    if ((size_t)(r->end - r->at) < size || memcmp(r->at, word, size) != 0)
        return false;
    r->at += size;
    return true;
}

/* What it has read is then on top of the value stack. */
static bool read_value(reader *r)
{
    const char *const first = r->at;

    if (!step_take(r->vm))
        return false;
    if (r->at >= r->end)
        return wrong(r, "Expecting value", first);
    switch (*r->at) {
    case '"': r->at++; return read_string(r);
    case '[': return read_nested(r, read_list, "array");
    case '{': return read_nested(r, read_dict, "object");
    case 'n':
        if (!is_word(r, "null"))
            break;
        py_newnone(r->pk->stack.sp++);
        return true;
    case 't':
        if (!is_word(r, "true"))
            break;
        py_newbool(r->pk->stack.sp++, true);
        return true;
    case 'f':
        if (!is_word(r, "false"))
            break;
        py_newbool(r->pk->stack.sp++, false);
        return true;
    case 'N':
        if (!is_word(r, "NaN"))
            break;
        py_newfloat(r->pk->stack.sp++, __builtin_nan(""));
        return true;
    case 'I':
        if (!is_word(r, "Infinity"))
            break;
        py_newfloat(r->pk->stack.sp++, __builtin_inf());
        return true;
    case '-':
        if (!is_word(r, "-Infinity"))
            return read_number(r);
        py_newfloat(r->pk->stack.sp++, -__builtin_inf());
        return true;
    default:
        if (is_digit(r, r->at))
            return read_number(r);
    }
    return wrong(r, "Expecting value", first);
}

/* Behind the whole text there is a NUL, at which strtod stops. */
static bool read_text(c11_sv text)
{
    static const char MARK[] = "\xEF\xBB\xBF";
    VM *pk = pk_current_vm;
    py_TValue *const bottom = pk->stack.sp;
    reader r = { pkhost_here,           pk,        text.data,
                 text.data + text.size, text.data, pk->max_recursion_depth - pk->recursion_depth };

    if (text.size >= 3 && memcmp(text.data, MARK, 3) == 0)
        return wrong(&r, "Unexpected UTF-8 BOM (decode using utf-8-sig)", r.start);
    skip_space(&r);
    bool ok = read_value(&r);
    if (ok) {
        skip_space(&r);
        ok = r.at == r.end || wrong(&r, "Extra data", r.at);
    }
    if (ok)
        *py_retval() = *py_peek(-1);
    pk->stack.sp = bottom;
    return ok;
}

bool json_loads(int argc, py_Ref argv)
{
    if (!argument_count("loads", argc, 1, 1))
        return false;
    if (argv[0].type == tp_str)
        return read_text(py_tosv(argv));
    if (argv[0].type != tp_bytes)
        return TypeError("the JSON object must be str, bytes or bytearray, not %t", argv[0].type);
    int size;
    const char *bytes = (const char *)py_tobytes(argv, &size);
    if (!unicode_check(bytes, (size_t)size))
        return false;
    py_newstrv(pk_current_vm->stack.sp++, (c11_sv){ bytes, size });
    const bool ok = read_text(py_tosv(py_peek(-1)));
    py_pop();
    return ok;
}

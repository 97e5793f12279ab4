/* format_percent.c -- text % values, and bytes % values.
 *
 * "printf-style String Formatting" of CPython's documentation:
 *
 *     %[(key)][flags][width][.precision][length]type
 *
 * A width, a precision may be "*": the next value.  The length (h, l, L) says nothing.
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/unicode_database.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "language/callables.h"
#include "language/formatting.h"
#include "python/arithmetic.h"
#include "python/builder.h"
#include "python/byte_values.h"
#include "python/format.h"
#include "python/install.h"
#include "python/number_operators.h"

#include <string.h>

typedef struct values {
    py_Ref items; /* of a tuple, or the one value */
    int count, next;
    py_Ref mapping; /* what the keys are looked up in, or NULL: it is none */
    bool is_by_key; /* a key was given: whatever is left over is fine */
    bool for_bytes;
    py_StackRef key; /* the value that the last key had is kept here */
} values;

/* What stands behind a percent sign. */
typedef struct conversion {
    bool left, plus, space, alternate, zero;
    int64_t width, precision; /* -1: not given */
    uint32_t type;
} conversion;

/* ------------------------------------------------------------------------------ values */

static bool is_mapping(py_Ref value)
{
    return value->type != tp_tuple && value->type != tp_str && !py_isinstance(value, tp_tuple)
           && !py_isinstance(value, tp_str) && class_find_in(value->type, __getitem__) != NULL;
}

static bool next_value(values *v, py_Ref *value)
{
    if (v->next >= v->count)
        return TypeError("not enough arguments for format string");
    *value = &v->items[v->next++];
    return true;
}

/* The value of a key becomes the only one. */
static bool take_key(values *v, const char **at, const char *end)
{
    const char *const from = ++*at;
    int open = 1;
    if (v->mapping == NULL)
        return TypeError("format requires a mapping");
    while (*at < end && open > 0) {
        open += **at == '(' ? 1 : **at == ')' ? -1 : 0;
        (*at)++;
    }
    if (open > 0)
        return ValueError("incomplete format key");
    const c11_sv key = { from, (int)(*at - from) - 1 };
    py_StackRef const name = py_pushtmp();
    if (v->for_bytes) {
        unsigned char *const to = py_newbytes(name, key.size);
        memcpy(to, key.data, (size_t)key.size);
    } else {
        py_newstrv(name, key);
    }
    if (!py_getitem(v->mapping, name))
        return false;
    py_pop();
    *v->key = *py_retval();
    v->items = v->key;
    v->count = 1;
    v->next = 0;
    v->is_by_key = true;
    return true;
}

/* -------------------------------------------------------------------------- conversions */

static bool take_star(values *v, int64_t most, const char *too_large, int64_t *number)
{
    py_Ref value = NULL;
    integer given;
    if (!next_value(v, &value))
        return false;
    value = boxed_value(value);
    if (!integer_is(value))
        return TypeError("* wants int");
    integer_read(value, &given);
    if (!integer_as_int64(&given, number) || *number > most || *number < -most - 1)
        return overflow_error(too_large);
    return true;
}

static bool take_digits(const char **at, const char *end, int64_t most, const char *too_large,
                        int64_t *number)
{
    for (; *at < end && **at >= '0' && **at <= '9'; (*at)++) {
        const int digit = **at - '0';
        if (*number > (most - digit) / 10)
            return ValueError(too_large);
        *number = *number * 10 + digit;
    }
    return true;
}

static bool take_width(values *v, const char **at, const char *end, conversion *c)
{
    c->width = 0;
    if (*at < end && **at == '*') {
        (*at)++;
        if (!take_star(v, INT64_MAX, "Python int too large to convert to C ssize_t", &c->width))
            return false;
        if (c->width < 0) {
            c->left = true;
            c->width = c->width == INT64_MIN ? INT64_MAX : -c->width;
        }
        return true;
    }
    return take_digits(at, end, INT64_MAX, "width too big", &c->width);
}

static bool take_precision(values *v, const char **at, const char *end, conversion *c)
{
    c->precision = -1;
    if (*at == end || **at != '.')
        return true;
    (*at)++;
    c->precision = 0;
    if (*at < end && **at == '*') {
        (*at)++;
        if (!take_star(v, INT32_MAX, "Python int too large to convert to C int", &c->precision))
            return false;
        if (c->precision < 0)
            c->precision = 0;
        return true;
    }
    return take_digits(at, end, INT32_MAX, "precision too big", &c->precision);
}

static bool take_flag(char flag, conversion *c)
{
    switch (flag) {
    case '-': c->left = true; return true;
    case '+': c->plus = true; return true;
    case ' ': c->space = true; return true;
    case '#': c->alternate = true; return true;
    case '0': c->zero = true; return true;
    default: return false;
    }
}

static bool take_conversion(values *v, const char **at, const char *end, conversion *c)
{
    *c = (conversion){ 0 };
    if (*at < end && **at == '(' && !take_key(v, at, end))
        return false;
    while (*at < end && take_flag(**at, c))
        (*at)++;
    if (!take_width(v, at, end, c) || !take_precision(v, at, end, c))
        return false;
    if (*at < end && (**at == 'h' || **at == 'l' || **at == 'L'))
        (*at)++;
    if (*at == end)
        return ValueError("incomplete format");
    c->type = v->for_bytes ? (unsigned char)*(*at)++ : unicode_decode(at, end);
    return true;
}

/* ------------------------------------------------------------------------------ numbers */

static format_spec number_spec(const conversion *c)
{
    return (format_spec){
        .fill = { c->zero && !c->left ? "0" : " ", 1 },
        .align = c->left   ? '<'
                 : c->zero ? '='
                           : '>',
        .sign = c->plus    ? '+'
                : c->space ? ' '
                           : 0,
        .alternate = c->alternate,
        .width = c->width,
        .precision = -1,
        .type = c->type,
    };
}

static bool has_method(py_Ref value, const char *name)
{
    return class_find_in(value->type, py_name(name)) != NULL;
}

/* An int in *out. */
static bool whole_of(py_Ref value, uint32_t type, py_StackRef out)
{
    const bool by_index = type == 'x' || type == 'X' || type == 'o';
    py_Ref plain = boxed_value(value);
    if (integer_is(plain)) {
        *out = *plain;
        return true;
    }
    py_StackRef const base = pk_current_vm->stack.sp;
    const bool possible =
        plain->type != tp_str && plain->type != tp_bytes
        && (has_method(value, "__index__")
            || (!by_index && (plain->type == tp_float || has_method(value, "__int__"))));
    if (possible) {
        if (by_index ? integer_index(value, out) : integer_of_object(plain, out))
            return true;
        if (!py_matchexc(tp_TypeError))
            return false;
        py_clearexc(base);
    }
    return by_index
               ? TypeError("%%%c format: an integer is required, not %t", (int)type, value->type)
               : TypeError("%%%c format: a real number is required, not %t", (int)type,
                           value->type);
}

static bool show_integer(const conversion *c, py_Ref value)
{
    format_spec s = number_spec(c);
    integer whole;
    py_StackRef const number = py_pushtmp();
    py_newnone(number);
    if (!whole_of(value, c->type, number))
        return false;
    integer_read(number, &whole);
    s.least_digits = c->precision;
    if (c->type == 'i' || c->type == 'u')
        s.type = 'd';
    const bool ok = format_integer(&s, &whole, tp_int);
    py_pop();
    return ok;
}

static bool show_float(const conversion *c, py_Ref value, bool for_bytes)
{
    format_spec s = number_spec(c);
    double number;
    py_StackRef const base = pk_current_vm->stack.sp;
    if (!number_as_float(boxed_value(value), &number)) {
        if (!for_bytes || !py_matchexc(tp_TypeError))
            return false;
        py_clearexc(base);
        return TypeError("float argument required, not %t", value->type);
    }
    s.precision = c->precision < 0 ? 6 : c->precision;
    return format_float(&s, false, number);
}

/* -------------------------------------------------------------------------------- texts */

static bool show_character(py_Ref value, bool for_bytes)
{
    char bytes[4];
    integer given;
    int64_t number;
    py_Ref plain = boxed_value(value);
    c11_sv text;
    if (for_bytes && bytes_of(plain, &text)) {
        if (text.size != 1)
            return TypeError("%%c requires an integer in range(256) or a single byte");
        py_newstrv(py_retval(), text);
        return true;
    }
    if (!for_bytes && plain->type == tp_str) {
        if (characters_count(py_tosv(plain)) != 1)
            return TypeError("%%c requires int or char");
        *py_retval() = *plain;
        return true;
    }
    py_StackRef const whole = py_pushtmp();
    *whole = *plain;
    if (!integer_is(plain)) {
        if (plain->type == tp_float || plain->type == tp_str || !has_method(value, "__index__"))
            return for_bytes ? TypeError("%%c requires an integer in range(256) or a single byte")
                             : TypeError("%%c requires int or char");
        if (!integer_index(value, whole))
            return false;
    }
    integer_read(whole, &given);
    py_pop();
    const int64_t most = for_bytes ? 255 : UNICODE_NONE - 1;
    if (!integer_as_int64(&given, &number) || number < 0 || number > most)
        return overflow_error(for_bytes ? "%%c arg not in range(256)"
                                        : "%%c arg not in range(0x110000)");
    if (for_bytes)
        bytes[0] = (char)number;
    py_newstrv(py_retval(),
               (c11_sv){ bytes, for_bytes ? 1 : unicode_encode((uint32_t)number, bytes) });
    return true;
}

/* The bytes of %b, as a str of these bytes: it is put into others, and never seen by a script. */
static bool show_bytes(py_Ref value)
{
    c11_sv text;
    py_StackRef const base = pk_current_vm->stack.sp;
    if (!bytes_of(value, &text)) {
        py_Ref method = class_find_in(value->type, py_name("__bytes__"));
        if (method == NULL)
            return TypeError("%%b requires a bytes-like object, or an object that implements "
                             "__bytes__, not '%t'",
                             value->type);
        if (!call_special(method, 1, value))
            return false;
        py_push(py_retval());
        if (!bytes_of(py_peek(-1), &text))
            return TypeError("__bytes__ returned non-bytes (type %t)", py_peek(-1)->type);
    }
    py_newstrv(py_retval(), text);
    pk_current_vm->stack.sp = base;
    return true;
}

/* str(), repr(), ascii(), or a character; cut and filled. */
static bool show_text(const conversion *c, py_Ref value, bool for_bytes)
{
    py_StackRef const shown = py_pushtmp();
    const bool is_bytes = for_bytes && (c->type == 's' || c->type == 'b' || c->type == 'c');
    *shown = *value;
    if (c->type == 'c') {
        if (!show_character(value, for_bytes))
            return false;
        *shown = *py_retval();
    } else if (is_bytes) {
        if (!show_bytes(value))
            return false;
        *shown = *py_retval();
    } else if (!formatting_convert(shown, for_bytes ? 'a' : c->type)) {
        return false;
    }
    c11_sv text = py_tosv(shown);
    if (c->type != 'c' && c->precision >= 0)
        text.size = is_bytes ? (text.size < c->precision ? text.size : (int)c->precision)
                             : characters_offset(text, c->precision);
    const int64_t length = is_bytes ? text.size : characters_count(text);
    /* Characters are counted by who fills, and bytes that are no text are not characters. */
    builder padded = { 0 };
    const int64_t missing = c->width > length ? c->width - length : 0;
    if (!c->left)
        memset(builder_extend(&padded, missing), ' ', (size_t)missing);
    builder_add(&padded, text);
    if (c->left)
        memset(builder_extend(&padded, missing), ' ', (size_t)missing);
    builder_give_text(&padded);
    py_pop();
    return true;
}

/* ------------------------------------------------------------------------------ the whole */

static bool unsupported(const values *v, const conversion *c, c11_sv before)
{
    const int index = v->for_bytes ? before.size : characters_count(before);
    char hex[16];
    int at = sizeof hex - 1;
    hex[at] = '\0';
    for (uint32_t left = c->type; left != 0 || at == sizeof hex - 1; left /= 16)
        hex[--at] = "0123456789abcdef"[left % 16];
    return ValueError("unsupported format character '%c' (0x%s) at index %d",
                      c->type > 31 && c->type < 126 ? (int)c->type : '?', hex + at, index);
}

/* One conversion's text in py_retval(). */
static bool show(values *v, const conversion *c, c11_sv before)
{
    py_Ref value = NULL;
    if (!next_value(v, &value))
        return false;
    switch (c->type) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': return show_integer(c, value);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return show_float(c, value, v->for_bytes);
    case 'b':
        if (!v->for_bytes)
            return unsupported(v, c, before);
        return show_text(c, value, true);
    case 's':
    case 'r':
    case 'a':
    case 'c': return show_text(c, value, v->for_bytes);
    default: return unsupported(v, c, before);
    }
}

/* %s and %d of a str and a plain int: most of all conversions. */
static bool add_at_once(values *v, char type, builder *out)
{
    if (v->next >= v->count || v->for_bytes)
        return false;
    py_Ref value = &v->items[v->next];
    if (value->type == tp_str && type == 's') {
        builder_add(out, py_tosv(value));
    } else if (value->type == tp_int && (type == 's' || type == 'd')) {
        char digits[24];
        int at = sizeof digits;
        uint64_t left = value->_i64 < 0 ? 0 - (uint64_t)value->_i64 : (uint64_t)value->_i64;
        do
            digits[--at] = (char)('0' + left % 10);
        while ((left /= 10) > 0);
        if (value->_i64 < 0)
            digits[--at] = '-';
        builder_add(out, (c11_sv){ digits + at, (int)sizeof digits - at });
    } else {
        return false;
    }
    v->next++;
    return true;
}

static bool build(values *v, c11_sv text, builder *out)
{
    const char *at = text.data, *const end = text.data + text.size;
    while (at < end) {
        const char *const percent = memchr(at, '%', (size_t)(end - at));
        builder_add(out, (c11_sv){ at, (int)((percent == NULL ? end : percent) - at) });
        if (percent == NULL)
            break;
        at = percent + 1;
        if (at < end && *at == '%') {
            builder_add(out, (c11_sv){ at++, 1 });
            continue;
        }
        if (at < end && add_at_once(v, *at, out)) {
            at++;
            continue;
        }
        conversion c;
        if (!take_conversion(v, &at, end, &c))
            return false;
        const int last = characters_width_before(text.data, at);
        py_StackRef const base = pk_current_vm->stack.sp;
        if (!show(v, &c, (c11_sv){ text.data, (int)(at - text.data) - (v->for_bytes ? 1 : last) }))
            return false;
        builder_add(out, py_tosv(py_retval()));
        pk_current_vm->stack.sp = base;
    }
    if (v->next < v->count && !v->is_by_key && v->mapping == NULL)
        return TypeError("not all arguments converted during %s formatting",
                         v->for_bytes ? "bytes" : "string");
    return true;
}

static bool format(c11_sv text, py_Ref given, bool for_bytes)
{
    py_Ref plain = boxed_value(given);
    const bool is_tuple = plain->type == tp_tuple;
    py_StackRef const key = py_pushtmp();
    py_newnone(key);
    values v = {
        .items = is_tuple ? py_tuple_data(plain) : given,
        .count = is_tuple ? py_tuple_len(plain) : 1,
        .mapping = is_mapping(given) ? given : NULL,
        .for_bytes = for_bytes,
        .key = key,
    };
    builder out = { 0 };
    if (!build(&v, text, &out)) {
        builder_free(&out);
        return false;
    }
    if (for_bytes)
        builder_give_bytes(&out);
    else
        builder_give_text(&out);
    py_pop();
    return true;
}

static bool str_mod(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    return format(py_tosv(argv), &argv[1], false);
}

static bool str_rmod(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (argv[1].type != tp_str) {
        py_newnotimplemented(py_retval());
        return true;
    }
    return format(py_tosv(&argv[1]), argv, false);
}

static bool bytes_mod(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    c11_sv text;
    if (!bytes_required(argv, &text))
        return false;
    if (bytearray_is(argv)) { /* what is shown may change it: a copy is read */
        py_StackRef const copy = py_pushtmp();
        memcpy(py_newbytes(copy, text.size), text.data, (size_t)text.size);
        bytes_of(copy, &text);
    }
    if (!format(text, &argv[1], true))
        return false;
    if (bytearray_is(argv)) {
        py_StackRef const made = py_pushtmp();
        *made = *py_retval();
        bytes_of(made, &text);
        bytes_give_like(argv, text.data, text.size);
        py_shrink(2);
    }
    return true;
}

bool format_percent_install(void)
{
    static const native of_str[] = { { "__mod__", str_mod }, { "__rmod__", str_rmod } };
    static const native of_bytes[] = { { "__mod__", bytes_mod } };
    return natives_replace(py_tpobject(tp_str), of_str, COUNT(of_str))
           && natives_replace(py_tpobject(tp_bytes), of_bytes, COUNT(of_bytes))
           && natives_replace(py_tpobject(pkhost_here->types.bytearray), of_bytes, COUNT(of_bytes));
}

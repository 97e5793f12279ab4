/* format.c -- numbers and texts by a format specification: f-strings, str.format(), format(), "%".
 *
 * All of Python's format specifications for int, bool, float, complex and str:
 *
 *     [[fill]align][sign][z][#][0][width][grouping][.precision][type]
 *
 * PocketPy's own knows a few, and counts a sign or a letter of two bytes in the
 * wrong place.
 */
#include "python/format.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/unicode_database.h"
#include "interpose/characters.h"
#include "language/dispatch.h"
#include "libc/numerals.h"
#include "memory/dialect.h"
#include "python/arithmetic.h"
#include "stop/zone.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ parsing */

static bool is_align(const char *at, const char *end)
{
    return at < end && *at != '\0' && strchr("<>=^", *at) != NULL;
}

/* A number, if there is one; false if it is too large. */
static bool take_number(const char **at, const char *end, int64_t *number)
{
    while (*at < end && **at >= '0' && **at <= '9') {
        *number = (*number < 0 ? 0 : *number) * 10 + (*(*at)++ - '0');
        if (*number > (dialect_is_python() ? INT64_MAX / 10 - 1 : INT32_MAX))
            return ValueError("Too many decimal digits in format string");
    }
    return true;
}

/* What is left of the specification, where its type stands; `value` is what it is for. */
static bool take_type(const char *at, const char *end, c11_sv whole, py_Ref value, format_spec *s)
{
    if (at == end)
        return true;
    const int width = characters_width(at, end);
    if (at + width != end)
        return dialect_is_python()
                   ? ValueError("Invalid format specifier '%v' for object of type '%t'", whole,
                                value->type)
                   : ValueError("Invalid format specifier");
    s->type = unicode_decode(&at, end);
    return true;
}

bool format_parse(c11_sv text, py_Ref value, format_spec *s)
{
    const char *at = text.data, *const end = text.data + text.size;
    bool has_fill = false;
    *s = (format_spec){ .fill = { " ", 1 }, .width = -1, .precision = -1 };

    const int first = at < end ? characters_width(at, end) : 0;
    if (first > 0 && is_align(at + first, end)) {
        s->fill = (c11_sv){ at, first };
        s->align = at[first];
        at += first + 1;
        has_fill = true;
    } else if (is_align(at, end)) {
        s->align = *at++;
    }
    if (at < end && (*at == '+' || *at == '-' || *at == ' '))
        s->sign = *at++;
    if (at < end && *at == 'z' && dialect_is_python()) {
        s->no_negative_zero = true;
        at++;
    }
    if (at < end && *at == '#') {
        s->alternate = true;
        at++;
    }
    if (at < end && *at == '0' && !has_fill) {
        s->fill = (c11_sv){ "0", 1 };
        if (s->align == 0)
            s->align = '0'; /* = for numbers only */
        at++;
    }
    if (!take_number(&at, end, &s->width))
        return false;
    if (at < end && (*at == ',' || *at == '_'))
        s->grouping = *at++;
    if (at < end && (*at == ',' || *at == '_'))
        return ValueError(*at == s->grouping ? "Cannot specify '%c' with '%c'."
                                             : "Cannot specify both ',' and '_'.",
                          *at, *at);
    if (at < end && *at == '.') {
        at++;
        if (!take_number(&at, end, &s->precision))
            return false;
        if (s->precision < 0)
            return ValueError("Format specifier missing precision");
    }
    if (!take_type(at, end, text, value, s))
        return false;
    /* What takes no separators is told before what takes no such type. */
    if (s->grouping != 0 && dialect_is_python() && s->type != 0
        && (s->type >= 0x80 || strchr("deEfFgG%", (int)s->type) == NULL)
        && !(s->grouping == '_' && strchr("boxX", (int)s->type) != NULL)) {
        if (s->type > 32 && s->type < 128)
            return ValueError("Cannot specify '%c' with '%c'.", s->grouping, (int)s->type);
        char code[16];
        snprintf(code, sizeof code, "\\x%x", (unsigned)s->type);
        return ValueError("Cannot specify '%c' with '%s'.", s->grouping, code);
    }
    return true;
}

/* ------------------------------------------------------------------ writing */

/* The parts of a number; `digits` alone are grouped. */
typedef struct number {
    char sign; /* or 0 */
    char prefix[3];
    c11_sv digits, rest;
    int64_t zeros;    /* behind `rest`: more than a double has */
    const char *tail; /* the exponent, a percent sign */
    int group;        /* digits in a group */
} number;

static int64_t grouped(int64_t digits, int group)
{
    return group > 0 && digits > 0 ? digits + (digits - 1) / group : digits;
}

static char *begin(int64_t characters, int64_t bytes)
{
    if (characters > CHARACTERS_MOST / 4)
        stop_abandon(pkhost_here, STOP_MEMORY);
    return characters_new(bytes);
}

static char *put(char *to, const char *from, size_t size)
{
    if (size > 0) /* of nothing, `from` may be NULL */
        memcpy(to, from, size);
    return to + size;
}

/* How much of the missing characters stands before the text. */
static int64_t padding_before(char align, int64_t missing)
{
    return align == '<' ? 0 : align == '^' ? missing / 2 : missing;
}

static bool write_text(const format_spec *s, c11_sv text)
{
    const int64_t length = characters_count(text);
    const int64_t missing = s->width > length ? s->width - length : 0;
    const int64_t before = padding_before(s->align, missing);
    char *to = begin(missing, text.size + missing * s->fill.size);
    to = characters_repeat(to, s->fill, before);
    to = put(to, text.data, (size_t)text.size);
    characters_repeat(to, s->fill, missing - before);
    return true;
}

static bool write_number(const format_spec *s, const number *n)
{
    const int group = s->grouping != 0 ? n->group : 0;
    const size_t prefix = strlen(n->prefix), tail = strlen(n->tail);
    const int64_t around =
        (n->sign != 0) + (int64_t)prefix + n->rest.size + n->zeros + (int64_t)tail;
    const bool inside = s->align == '=' || s->align == '0';
    int64_t digits = n->digits.size < s->least_digits ? s->least_digits : n->digits.size;
    if (inside && group > 0 && digits > 0 && s->fill.size == 1 && s->fill.data[0] == '0')
        while (around + grouped(digits, group) < s->width)
            digits++;
    const int64_t length = around + grouped(digits, group);
    const int64_t missing = s->width > length ? s->width - length : 0;
    const int64_t before = inside ? 0 : padding_before(s->align, missing);

    char *to = begin(missing + length, length + missing * s->fill.size);
    to = characters_repeat(to, s->fill, before);
    if (n->sign != 0)
        *to++ = n->sign;
    to = put(to, n->prefix, prefix);
    if (inside)
        to = characters_repeat(to, s->fill, missing);
    for (int64_t left = digits; left > 0; left--) {
        *to++ = left > n->digits.size ? '0' : n->digits.data[n->digits.size - left];
        if (group > 0 && left > 1 && (left - 1) % group == 0)
            *to++ = s->grouping;
    }
    to = put(to, n->rest.data, (size_t)n->rest.size);
    memset(to, '0', (size_t)n->zeros);
    to = put(to + n->zeros, n->tail, tail);
    if (!inside)
        characters_repeat(to, s->fill, missing - before);
    return true;
}

static char sign_of(const format_spec *s, bool negative)
{
    return negative ? '-' : s->sign == '+' || s->sign == ' ' ? s->sign : 0;
}

/* -------------------------------------------------------------------- kinds */

bool format_unknown_type(const format_spec *s, py_Type type)
{
    char code[16];
    if (s->type > 32 && s->type < 128)
        snprintf(code, sizeof code, "%c", (int)s->type);
    else
        snprintf(code, sizeof code, "\\x%x", (unsigned)s->type);
    return ValueError("Unknown format code '%s' for object of type '%t'", code, type);
}

bool format_text(const format_spec *s, c11_sv text)
{
    format_spec plain = *s;
    if (s->type != 0 && s->type != 's')
        return format_unknown_type(s, tp_str);
    if (s->sign != 0)
        return ValueError(s->sign == ' ' && dialect_is_python()
                              ? "Space not allowed in string format specifier"
                              : "Sign not allowed in string format specifier");
    if (s->no_negative_zero)
        return ValueError("Negative zero coercion (z) not allowed in string format specifier");
    if (s->alternate)
        return ValueError("Alternate form (#) not allowed in string format specifier");
    if (s->align == '=')
        return ValueError("'=' alignment not allowed in string format specifier");
    if (s->grouping != 0)
        return ValueError("Cannot specify '%c' with 's'.", s->grouping);
    if (s->precision >= 0)
        text.size = characters_offset(text, s->precision);
    if (s->align == 0 || s->align == '0')
        plain.align = '<';
    return write_text(&plain, text);
}

static bool format_character(const format_spec *s, int64_t value)
{
    format_spec plain = *s;
    char bytes[4];
    if (s->sign != 0)
        return ValueError("Sign not allowed with integer format specifier 'c'");
    if (s->alternate)
        return ValueError("Alternate form (#) not allowed with integer format specifier 'c'");
    if (s->grouping != 0)
        return ValueError("Cannot specify '%c' with 'c'.", s->grouping);
    if (value < 0 || value > 0x10ffff)
        return overflow_error("%%c arg not in range(0x110000)");
    if (value >= 0xd800 && value <= 0xdfff)
        return ValueError("a surrogate is no character of a text");
    if (plain.align == 0 || plain.align == '=' || plain.align == '0')
        plain.align = '>';
    return write_text(&plain, (c11_sv){ bytes, c11__u32_to_u8((uint32_t)value, bytes) });
}

/* The digits of an int of 64 bits, written before `end`; where they begin. */
static char *write_digits(char *end, uint64_t value, unsigned base)
{
    do
        *--end = "0123456789abcdef"[value % base];
    while ((value /= base) > 0);
    return end;
}

/* Its digits, as they are for the type of the specification. */
static bool write_integer(const format_spec *s, const integer *value, number *n, unsigned base)
{
    char buffer[64], *block = NULL;
    if (value->size <= 1) {
        char *const at =
            write_digits(buffer + sizeof buffer, value->size == 0 ? 0 : value->limbs[0], base);
        n->digits = (c11_sv){ at, (int)(buffer + sizeof buffer - at) };
    } else {
        size_t size;
        block = integer_digits(value, (int)base, &size);
        if (block == NULL)
            return false;
        const int sign = block[0] == '-';
        n->digits = (c11_sv){ block + sign, (int)size - sign };
    }
    if (s->type == 'X')
        for (int i = 0; i < n->digits.size; i++) {
            char *const c = (char *)n->digits.data + i;
            *c = (char)(*c >= 'a' ? *c - 32 : *c);
        }
    const bool ok = write_number(s, n);
    pkhost_libc_free(block);
    return ok;
}

bool format_integer(const format_spec *s, const integer *value, py_Type type)
{
    unsigned base = 10;
    number n = { .sign = sign_of(s, value->negative), .tail = "", .group = 3 };

    if (s->precision >= 0)
        return ValueError("Precision not allowed in integer format specifier");
    if (s->no_negative_zero)
        return ValueError("Negative zero coercion (z) not allowed in integer format specifier");
    switch (s->type) {
    case 0:
    case 'd': break;
    case 'n':
        if (s->grouping != 0)
            return ValueError("Cannot specify '%c' with 'n'.", s->grouping);
        break;
    case 'b': base = 2; break;
    case 'o': base = 8; break;
    case 'X':
    case 'x': base = 16; break;
    case 'c': {
        int64_t character;
        return integer_as_int64(value, &character)
                   ? format_character(s, character)
                   : overflow_error("Python int too large to convert to C long");
    }
    default: return format_unknown_type(s, type);
    }
    if (base != 10) {
        if (s->grouping == ',')
            return ValueError("Cannot specify ',' with '%c'.", (int)s->type);
        n.group = 4;
        if (s->alternate)
            memcpy(n.prefix, (char[]){ '0', (char)s->type }, 2);
    }
    return write_integer(s, value, &n, base);
}

static void print_float(char *to, size_t size, const char *how, int64_t precision, double value)
{
    const bool many = precision > FLOAT_DECIMALS_MOST;
    float_print(to, size, how, many ? FLOAT_DECIMALS_MOST : (int)precision, value);
}

/* Zeros at the end of the digits behind the point, and the point, go. */
static void drop_zeros(char *text)
{
    char *exponent = strchr(text, 'e'), *end = exponent != NULL ? exponent : text + strlen(text);
    char *last = end;
    if (strchr(text, '.') == NULL)
        return;
    while (last[-1] == '0')
        last--;
    if (last[-1] == '.')
        last--;
    memmove(last, end, strlen(end) + 1);
}

/* No type, but a precision: like g, but it never looks like an int. */
static void print_general(char *to, size_t size, bool alternate, int64_t precision, double value)
{
    if (precision == 0)
        precision = 1;
    if (precision > FLOAT_DECIMALS_MOST)
        precision = FLOAT_DECIMALS_MOST;
    print_float(to, size, alternate ? "%#.*e" : "%.*e", precision - 1, value);
    const char *exponent = strchr(to, 'e');
    int power = 0;
    for (const char *digit = exponent + 2; *digit != '\0'; digit++)
        power = power * 10 + (*digit - '0');
    if (exponent[1] == '-')
        power = -power;
    if (power < -4 || power >= precision - 1) {
        if (!alternate)
            drop_zeros(to);
        return;
    }
    print_float(to, size, "%.*f", precision - 1 - power, value);
    if (!alternate)
        drop_zeros(to);
    if (strchr(to, '.') == NULL)
        memcpy(to + strlen(to), ".0", 3);
}

bool format_float(const format_spec *s, bool as_repr, double value)
{
    char buffer[1600];
    int64_t precision = s->precision >= 0 ? s->precision : 6;
    const char type = s->type == 'n' ? 'g' : s->type < 0x80 ? (char)s->type : 'x';
    const char lower = type >= 'A' && type <= 'Z' ? (char)(type + 32) : type;
    const double magnitude = fabs(value);
    number n = { .sign = sign_of(s, signbit(value) && !isnan(value)), .tail = "", .group = 3 };

    if (s->type != 0 && (type == 0 || strchr("eEfFgG%", type) == NULL))
        return format_unknown_type(s, tp_float);
    if (s->type == 'n' && s->grouping != 0)
        return ValueError("Cannot specify '%c' with 'n'.", s->grouping);
    if (precision > INT32_MAX)
        return ValueError("precision too big");
    if (!isfinite(value)) {
        memcpy(buffer, isnan(value) ? "nan" : "inf", 4);
        if (type == '%')
            n.tail = "%";
    } else if (lower == 0 && s->precision < 0 && as_repr) {
        float_write(buffer, magnitude);
        if (s->alternate && strchr(buffer, '.') == NULL) {
            char *const before = buffer + strcspn(buffer, "e");
            memmove(before + 1, before, strlen(before) + 1);
            *before = '.';
        }
    } else if (lower == 0) {
        print_general(buffer, sizeof buffer, s->alternate, precision, magnitude);
    } else if (lower == 'g') {
        print_float(buffer, sizeof buffer, s->alternate ? "%#.*g" : "%.*g", precision, magnitude);
    } else if (lower == 'e') {
        print_float(buffer, sizeof buffer, s->alternate ? "%#.*e" : "%.*e", precision, magnitude);
    } else {
        print_float(buffer, sizeof buffer, s->alternate ? "%#.*f" : "%.*f", precision,
                    type == '%' ? magnitude * 100 : magnitude);
        if (type == '%')
            n.tail = "%";
    }
    if (precision > FLOAT_DECIMALS_MOST && isfinite(value) && lower != 0
        && (lower != 'g' || s->alternate))
        n.zeros = precision - FLOAT_DECIMALS_MOST;
    if (lower != type)
        for (char *c = buffer; *c != '\0'; c++)
            *c = (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
    if (!isfinite(value)) {
        /* No digits, so none to group. */
        n.rest = (c11_sv){ buffer, 3 };
        return write_number(s, &n);
    }
    if (s->no_negative_zero && n.sign == '-' && strpbrk(buffer, "123456789") == NULL)
        n.sign = sign_of(s, false);
    const int digits = (int)strspn(buffer, "0123456789");
    char *exponent = strpbrk(buffer + digits, "eE");
    n.digits = (c11_sv){ buffer, digits };
    n.rest = (c11_sv){ buffer + digits, exponent != NULL ? (int)(exponent - buffer) - digits
                                                         : (int)strlen(buffer + digits) };
    if (exponent != NULL)
        n.tail = exponent;
    return write_number(s, &n);
}

/* ------------------------------------------------------------------- a value */

bool format_value(py_Ref value, c11_sv text)
{
    format_spec s;
    if (!integer_is(value) && value->type != tp_float && value->type != tp_str)
        return TypeError("unsupported format string passed to %t.__format__", value->type);
    if (!format_parse(text, value, &s))
        return false;
    if (value->type == tp_str)
        return format_text(&s, py_tosv(value));
    if (s.align == 0)
        s.align = '>';
    if (value->type == tp_float)
        return format_float(&s, true, py_tofloat(value));
    integer whole;
    integer_read(value, &whole);
    if (s.type == 0 || s.type >= 0x80 || strchr("eEfFgG%", (int)s.type) == NULL)
        return format_integer(&s, &whole, value->type);
    double near;
    return integer_as_float(&whole, &near) ? format_float(&s, false, near)
                                           : overflow_error("int too large to convert to float");
}

/* `how` is what stands behind the value: !r, a colon and a specification, or both;
 * or a specification alone; or an operation of compiled code (language/operations.h). */
EXPORT bool pk_format_object(VM *vm, py_Ref value, c11_sv how)
{
    if (operation_is(vm, how))
        return operation_run(vm, how.data);
    py_TValue shown;
    if (how.size >= 1 && how.data[0] == '!') {
        if (how.size < 2 || how.data[1] != 'r')
            return ValueError("invalid conversion specifier (only !r is supported)");
        if (!py_repr(value))
            return false;
        shown = *py_retval();
        value = &shown;
        how = (c11_sv){ how.data + 2, how.size - 2 };
    }
    if (how.size >= 1 && how.data[0] == ':')
        how = (c11_sv){ how.data + 1, how.size - 1 };
    return how.size == 0 ? py_str(value) : format_value(value, how);
}

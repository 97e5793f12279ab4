/* number_text.c -- int() and float() of texts and other objects, and round(). */
#include "base/current.h"
#include "base/macros.h"
#include "base/unicode_database.h"
#include "interpose/boxes.h"
#include "interpose/classes.h"
#include "language/callables.h"
#include "libc/numerals.h"
#include "memory/dialect.h"
#include "memory/region.h"
#include "python/arithmetic.h"
#include "python/byte_values.h"
#include "python/number_operators.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------------------- texts */

char *number_text_plain(c11_sv text, size_t *size)
{
    char *const to = pkhost_libc_malloc((size_t)text.size + 1);
    const char *p = text.data, *const end = text.data + text.size;
    size_t count = 0, last = 0;
    while (p < end) {
        const uint32_t c = unicode_decode(&p, end);
        const unicode_record *const record = unicode_record_of(c);
        const bool is_space = (record->properties & UNICODE_SPACE) != 0;
        if (is_space && last == 0)
            continue;
        to[count++] = is_space                                      ? ' '
                      : c < 0x80                                    ? (char)c
                      : (record->properties & UNICODE_DECIMAL) != 0 ? (char)('0' + record->digit)
                                                                    : '?';
        if (!is_space)
            last = count;
    }
    to[last] = '\0';
    *size = last;
    return to;
}

static int base_of_prefix(const char *text, size_t size)
{
    if (size < 2 || text[0] != '0')
        return 0;
    const char c = (char)(text[1] | 0x20);
    return c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
}

/* Takes single underscores between digits out of `text`; false: it is no number of `base`. */
static bool only_digits(char *text, size_t *size, int base)
{
    size_t count = 0;
    bool after_digit = false;
    for (size_t i = 0; i < *size; i++) {
        if (text[i] == '_') {
            if (!after_digit)
                return false;
            after_digit = false;
            continue;
        }
        if (digit_of(text[i]) >= base)
            return false;
        after_digit = true;
        text[count++] = text[i];
    }
    *size = count;
    return after_digit;
}

/* Sign, prefix and digits; false: it is no number. */
static bool read_integer(char *text, size_t size, int base, bool *negative, char **digits,
                         size_t *count, int *digits_base)
{
    *negative = size > 0 && *text == '-';
    if (size > 0 && (*text == '-' || *text == '+')) {
        text++;
        size--;
    }
    const int prefix = base_of_prefix(text, size);
    const bool any = base == 0;
    if (any)
        base = prefix != 0 ? prefix : 10;
    if (prefix != 0 && prefix == base) {
        text += 2;
        size -= 2;
        if (size > 0 && *text == '_') {
            text++;
            size--;
        }
    }
    if (!only_digits(text, &size, base))
        return false;
    if (any && prefix == 0 && *text == '0') /* "010" is none, "00" is */
        for (size_t i = 0; i < size; i++)
            if (text[i] != '0')
                return false;
    *digits = text;
    *count = size;
    *digits_base = base;
    return true;
}

bool integer_of_text(c11_sv text, int base, py_Ref shown, py_OutRef out)
{
    size_t size, count;
    bool negative;
    char *const copy = number_text_plain(text, &size), *digits;
    int digits_base;
    bool ok = read_integer(copy, size, base, &negative, &digits, &count, &digits_base);
    if (ok)
        ok = integer_of_digits(digits, count, digits_base, negative, out);
    else if (py_repr(shown))
        ok = ValueError("invalid literal for int() with base %d: %v", base, py_tosv(py_retval()));
    pkhost_libc_free(copy);
    return ok;
}

/* A decimal number, "inf", "infinity" or "nan", with a sign; *text is moved behind it. */
static bool read_float(const char *text, size_t size, double *out)
{
    static const char *const words[] = { "inf", "infinity", "nan" };
    char *end;
    const char *const number = text + (size > 0 && (*text == '-' || *text == '+'));
    for (size_t i = 0; i < COUNT(words); i++) {
        size_t same = 0;
        while (number[same] != '\0' && (number[same] | 0x20) == words[i][same])
            same++;
        if (words[i][same] == '\0' && number[same] == '\0') {
            const double value = i == 2 ? NAN : INFINITY;
            *out = *text == '-' ? -value : value;
            return true;
        }
    }
    for (const char *p = number; *p != '\0'; p++)
        if (!(*p >= '0' && *p <= '9') && strchr(".eE+-", *p) == NULL)
            return false; /* strtod() reads "0x1p3" too */
    *out = float_read(text, &end);
    return size > 0 && end == text + size
           && (number[0] == '.' || (number[0] >= '0' && number[0] <= '9'));
}

bool number_text_join(char *text, size_t *size)
{
    size_t count = 0;
    char before = '\0'; /* in the text as it was */
    for (size_t i = 0; i < *size; i++) {
        const char c = text[i];
        if (c != '_')
            text[count++] = c;
        else if (digit_of(before) >= 10 || i + 1 == *size || digit_of(text[i + 1]) >= 10)
            return false;
        before = c;
    }
    text[count] = '\0';
    *size = count;
    return true;
}

/* A float is a value here, which has no identity but its bits.  So that float('nan') is not another
 * float('nan'), each is told apart by the bits that a NaN has to spare. */
static const uint64_t NAN_MARK = (uint64_t)0x35eed << 32, NAN_MARKED = (uint64_t)0x7ffff << 32;

static double another_nan(double sign)
{
    uint64_t bits;
    double value = copysign(NAN, sign);
    memcpy(&bits, &value, sizeof bits);
    bits |= NAN_MARK | ++pkhost_here->region->nan_count;
    memcpy(&value, &bits, sizeof value);
    return value;
}

double float_nan_as_made(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (bits & NAN_MARKED) == NAN_MARK ? copysign(NAN, value) : value;
}

/* float(text): as integer_of_text(). */
static bool float_of_text(c11_sv text, py_Ref shown, py_OutRef out)
{
    size_t size;
    char *const copy = number_text_plain(text, &size);
    double value = 0.0;
    bool ok = number_text_join(copy, &size);
    if (ok && read_float(copy, size, &value) && isnan(value))
        py_newfloat(out, another_nan(value));
    else if (ok && read_float(copy, size, &value))
        py_newfloat(out, value);
    else if (py_repr(shown))
        ok = ValueError("could not convert string to float: %v", py_tosv(py_retval()));
    else
        ok = false;
    pkhost_libc_free(copy);
    return ok;
}

/* ----------------------------------------------------------------------------- objects */

c11_sv number_text_of_bytes(c11_sv bytes)
{
    for (int i = 0; i < bytes.size; i++)
        if ((unsigned char)bytes.data[i] >= 0x80)
            return (c11_sv){ "?", 1 };
    return bytes;
}

/* A method of the object's class, called: 1; 0: it has none; -1: an exception. */
static int call_method(py_Ref value, py_Name name)
{
    py_Ref method = class_find_in(value->type, name);
    if (method == NULL)
        return 0;
    py_TValue callable = *method, self = *value;
    return call_special(&callable, 1, &self) ? 1 : -1;
}

bool integer_of_object(py_Ref value, py_OutRef out)
{
    if (value->type == tp_float) {
        const double f = value->_f64;
        if (isnan(f))
            return ValueError("cannot convert float NaN to integer");
        if (isinf(f))
            return overflow_error("cannot convert float infinity to integer");
        return integer_of_float(f, out);
    }
    if (integer_is(value))
        return integer_index(value, out);
    if (value->type == tp_str)
        return integer_of_text(py_tosv(value), 10, value, out);
    c11_sv bytes;
    if (bytes_of(value, &bytes))
        return integer_of_text(number_text_of_bytes(bytes), 10, value, out);
    const char *const names[] = { "__int__", "__index__", "__trunc__" };
    const py_Type type = value->type;
    py_TValue self = *value;
    for (size_t i = 0; i < COUNT(names); i++) {
        const int called = call_method(&self, py_name(names[i]));
        if (called < 0)
            return false;
        if (called == 0)
            continue;
        /* Of a class that is derived from int: its number. */
        const py_TValue made = *boxed_value(py_retval());
        if (!integer_is(&made))
            return TypeError("%s returned non-int (type %t)", names[i], py_retval()->type);
        return integer_index((py_Ref)&made, out);
    }
    py_Ref const plain = boxed_value(&self);
    if (plain != &self && (plain->type == tp_str || plain->type == tp_bytes))
        return integer_of_object(plain, out);
    return TypeError(
        "int() argument must be a string, a bytes-like object or a real number, not '%t'", type);
}

bool float_of_object(py_Ref value, py_OutRef out)
{
    if (number_is(value)) {
        double f;
        if (!number_to_float(value, &f))
            return false;
        py_newfloat(out, f);
        return true;
    }
    if (value->type == tp_str)
        return float_of_text(py_tosv(value), value, out);
    c11_sv bytes;
    if (bytes_of(value, &bytes))
        return float_of_text(number_text_of_bytes(bytes), value, out);
    const py_Type type = value->type;
    py_TValue self = *value;
    int called = call_method(&self, py_name("__float__"));
    if (called > 0 && box_is_one(py_retval()) && boxed_value(py_retval())->type == tp_float)
        *py_retval() = *boxed_value(py_retval());
    if (called > 0 && py_retval()->type != tp_float)
        return TypeError("%t.__float__ returned non-float (type %t)", type, py_retval()->type);
    if (called == 0) {
        called = call_method(&self, py_name("__index__"));
        if (called > 0)
            return float_of_object(py_retval(), out);
    }
    py_Ref const plain = boxed_value(&self);
    if (called == 0 && plain != &self && (plain->type == tp_str || plain->type == tp_bytes))
        return float_of_object(plain, out);
    if (called == 0)
        return TypeError("float() argument must be a string or a real number, not '%t'", type);
    if (called > 0)
        *out = *py_retval();
    return called > 0;
}

bool number_as_float(py_Ref value, double *out)
{
    switch (value->type) {
    case tp_int: *out = (double)value->_i64; return true;
    case tp_float: *out = value->_f64; return true;
    case tp_bool: *out = value->_bool; return true;
    default: break;
    }
    const py_Type type = value->type;
    if (dialect_is_python() && type != tp_str && type != tp_bytes
        && (big_integer_is(value) || class_find_in(type, py_name("__float__")) != NULL
            || class_find_in(type, py_name("__index__")) != NULL)) {
        py_TValue as_float;
        if (!float_of_object(value, &as_float))
            return false;
        *out = as_float._f64;
        return true;
    }
    return TypeError("must be real number, not %t", type);
}

/* ----------------------------------------------------------------------------- round() */

/* To a multiple of 10**-digits, of two as far the even one; `more`: value lies a little further
 * from 0 than it says. */
static bool round_integer(const integer *value, int64_t digits, bool more, py_OutRef out)
{
    /* 10**n has more than 3 n bits. */
    if (digits < -(int64_t)(limbs_bits(value->limbs, value->size) / 3) - 2) {
        py_newint(out, 0);
        return true;
    }
    py_TValue unit_value, quotient, rest, twice;
    integer ten, exponent, unit, magnitude = *value;
    if (magnitude.limbs == value->small)
        magnitude.limbs = magnitude.small;
    magnitude.negative = false;
    integer_of_int64(10, &ten);
    integer_of_int64(-digits, &exponent);
    if (!integer_power(&ten, &exponent, &unit_value))
        return false;
    integer_read(&unit_value, &unit);
    if (!integer_divmod(&magnitude, &unit, &quotient, &rest))
        return false;
    integer q, r, two, one;
    integer_of_int64(2, &two);
    integer_of_int64(1, &one);
    integer_read(&rest, &r);
    if (!integer_operate(INTEGER_MUL, &r, &two, &twice))
        return false;
    integer_read(&twice, &r);
    integer_read(&quotient, &q);
    const int way = integer_compare(&r, &unit);
    const bool is_odd = q.size > 0 && (q.limbs[0] & 1) != 0;
    if ((way > 0 || (way == 0 && (more || is_odd)))
        && !integer_operate(INTEGER_ADD, &q, &one, &quotient))
        return false;
    integer_read(&quotient, &q);
    q.negative = value->negative && q.size > 0;
    return integer_operate(INTEGER_MUL, &q, &unit, out);
}

bool integer_round(const integer *value, int64_t digits, py_OutRef out)
{
    if (digits >= 0)
        return integer_give(out, value->negative, value->limbs, value->size);
    return round_integer(value, digits, false, out);
}

bool float_round(double value, bool has_digits, int64_t digits, py_OutRef out)
{
    if (!has_digits) {
        if (isnan(value))
            return ValueError("cannot convert float NaN to integer");
        if (isinf(value))
            return overflow_error("cannot convert float infinity to integer");
        return integer_of_float(nearbyint(value), out);
    }
    /* Beyond these every float is a multiple, or nearer to 0 than to the first. */
    enum { MOST_DIGITS = 324, LEAST_DIGITS = -309 };
    double rounded = value;
    if (isfinite(value) && digits < LEAST_DIGITS) {
        rounded = copysign(0.0, value);
    } else if (isfinite(value) && digits < 0) {
        py_TValue whole_value, result_value;
        integer whole;
        if (!integer_of_float(value, &whole_value))
            return false;
        integer_read(&whole_value, &whole);
        if (!round_integer(&whole, digits, value != trunc(value), &result_value))
            return false;
        integer_read(&result_value, &whole);
        if (!integer_as_float(&whole, &rounded))
            return overflow_error("rounded value too large to represent");
        rounded = copysign(rounded, value);
    } else if (isfinite(value) && digits < MOST_DIGITS) {
        char text[FLOAT_DECIMALS_MOST], *end;
        float_print(text, sizeof text, "%.*f", (int)digits, value);
        rounded = float_read(text, &end);
    }
    py_newfloat(out, rounded);
    return true;
}

/* complex_text.c -- complex numbers as text, and text as complex numbers. */
#include "python/complex_text.h"

#include "libc/numerals.h"
#include "python/format.h"
#include "python/number_operators.h"

#include <math.h>
#include <string.h>

/* --------------------------------------------------------------------------- from text */

static bool is_unit(char c) { return c == 'j' || c == 'J'; }

/* A float that a text begins with, and where it ends: the text itself if there is none. */
static const char *read_part(const char *text, double *out)
{
    static const char *const words[] = { "infinity", "inf", "nan" };
    const char *const number = text + (*text == '+' || *text == '-');
    for (int i = 0; i < 3; i++) {
        size_t same = 0;
        while (words[i][same] != '\0' && (number[same] | 0x20) == words[i][same])
            same++;
        if (words[i][same] == '\0') {
            *out = copysign(i == 2 ? NAN : INFINITY, *text == '-' ? -1.0 : 1.0);
            return number + same;
        }
    }
    const char first = number[0] == '.' ? number[1] : number[0];
    if (first < '0' || first > '9')
        return text;
    char *end;
    if (number[0] == '0' && (number[1] | 0x20) == 'x') { /* strtod() reads more than a zero */
        *out = *text == '-' ? -0.0 : 0.0;
        return number + 1;
    }
    *out = float_read(text, &end);
    return end;
}

/* number, numberj or number±numberj, where the number before a j may be left out; NULL, or where it
 * ends. */
static const char *read_parts(const char *at, complex_number *out)
{
    double first, second;
    const char *end = read_part(at, &first);
    *out = (complex_number){ 0.0, 0.0 };
    if (end == at) {
        out->imag = *at == '-' ? -1.0 : 1.0;
        at += *at == '+' || *at == '-';
        return is_unit(*at) ? at + 1 : NULL;
    }
    at = end;
    if (is_unit(*at)) {
        out->imag = first;
        return at + 1;
    }
    out->real = first;
    if (*at != '+' && *at != '-')
        return at;
    end = read_part(at, &second);
    if (end == at) {
        second = *at == '+' ? 1.0 : -1.0;
        end++;
    }
    out->imag = second;
    return is_unit(*end) ? end + 1 : NULL;
}

static const char *past_spaces(const char *at)
{
    while (*at == ' ')
        at++;
    return at;
}

static bool read_all(const char *text, complex_number *out)
{
    const bool in_brackets = *text == '(';
    const char *at = read_parts(past_spaces(text + in_brackets), out);
    if (at == NULL)
        return false;
    at = past_spaces(at);
    if (in_brackets)
        at = *at == ')' ? past_spaces(at + 1) : "?";
    return *at == '\0';
}

bool complex_of_text(c11_sv text, py_Ref shown, complex_number *out)
{
    size_t size;
    char *const plain = number_text_plain(text, &size);
    bool ok = true;
    /* A NUL inside ends what is read, not the text. */
    if (!number_text_join(plain, &size))
        ok = py_repr(shown)
             && ValueError("could not convert string to complex: %v", py_tosv(py_retval()));
    else if (strlen(plain) != size || !read_all(plain, out))
        ok = ValueError("complex() arg is a malformed string");
    pkhost_libc_free(plain);
    return ok;
}

/* ----------------------------------------------------------------------------- to text */

/* A part's repr: that of a float, without a ".0". */
static int write_part(char *to, double part)
{
    int size = float_write(to, part);
    if (size > 2 && memcmp(to + size - 2, ".0", 2) == 0)
        size -= 2;
    return size;
}

bool complex_repr(complex_number z)
{
    char text[2 * FLOAT_TEXT + 4];
    int size = 0;
    const bool is_alone = z.real == 0.0 && !signbit(z.real);
    if (!is_alone) {
        text[size++] = '(';
        size += write_part(text + size, z.real);
        if (isnan(z.imag) || !signbit(z.imag))
            text[size++] = '+';
    }
    size += write_part(text + size, z.imag);
    text[size++] = 'j';
    if (!is_alone)
        text[size++] = ')';
    py_newstrv(py_retval(), (c11_sv){ text, size });
    return true;
}

/* One part by the specification, into `to`. */
static bool add_part(c11_sbuf *to, const format_spec *s, double part)
{
    if (!format_float(s, true, part))
        return false;
    c11_sv text = py_tosv(py_retval());
    if (s->type == 0 && text.size > 2 && memcmp(text.data + text.size - 2, ".0", 2) == 0)
        text.size -= s->alternate ? 1 : 2;
    c11_sbuf__write_sv(to, text);
    return true;
}

bool complex_format(complex_number z, py_Ref value, c11_sv specification)
{
    format_spec s;
    if (!format_parse(specification, value, &s))
        return false;
    const bool as_str = s.type == 0;
    if (s.align == '0' || (s.fill.size == 1 && *s.fill.data == '0'))
        return ValueError("Zero padding is not allowed in complex format specifier");
    if (s.align == '=')
        return ValueError("'=' alignment flag is not allowed in complex format specifier");
    if (s.type != 0 && (s.type >= 0x80 || strchr("eEfFgGn", (int)s.type) == NULL))
        return format_unknown_type(&s, value->type);
    format_spec part = s, whole = {
        .fill = s.fill, .align = s.align != 0 ? s.align : '>', .width = s.width, .precision = -1
    };
    part.align = '>';
    part.width = -1;
    if (as_str && s.precision >= 0)
        part.type = 'g';
    const bool is_alone = as_str && z.real == 0.0 && !signbit(z.real);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    bool ok = true;
    if (as_str && !is_alone)
        c11_sbuf__write_char(&text, '(');
    if (!is_alone) {
        ok = add_part(&text, &part, z.real);
        part.sign = '+';
    }
    ok = ok && add_part(&text, &part, z.imag);
    c11_sbuf__write_cstr(&text, as_str && !is_alone ? "j)" : "j");
    if (!ok) {
        c11_sbuf__dtor(&text);
        return false;
    }
    c11_sbuf__py_submit(&text, py_retval());
    py_TValue made = *py_retval();
    return format_text(&whole, py_tosv(&made));
}

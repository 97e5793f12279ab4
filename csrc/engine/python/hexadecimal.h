/* hexadecimal.h -- floats written in hexadecimal: "-0x1.8p+3". */
#ifndef PKHOST_PYTHON_HEXADECIMAL_H
#define PKHOST_PYTHON_HEXADECIMAL_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

enum hexadecimal { HEXADECIMAL_NONE, HEXADECIMAL_TOO_LARGE, HEXADECIMAL_READ };

/* A float, or "inf", "infinity" or "nan", with a sign and white space around it. */
enum hexadecimal hexadecimal_read(c11_sv text, double *out);

#pragma GCC visibility pop

#endif

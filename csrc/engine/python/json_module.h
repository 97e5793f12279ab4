/* json_module.h -- the module _json: what CPython's package json has in C. */
#ifndef PKHOST_PYTHON_JSON_MODULE_H
#define PKHOST_PYTHON_JSON_MODULE_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

void json_scanner_make(py_GlobalRef module);
void json_scanner_signatures(void);
void json_encoder_make(py_GlobalRef module);
void json_encoder_signatures(void);

#pragma GCC visibility pop

#endif

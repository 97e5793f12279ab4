/* class_statement.h -- a class statement. */
#ifndef PKHOST_LANGUAGE_CLASS_STATEMENT_H
#define PKHOST_LANGUAGE_CLASS_STATEMENT_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* A class statement: runs the body, a function of compiled code, and makes the class, in
 * py_retval().  `name` is a str, `bases` a tuple, `keywords` a dict or None; all lie on the
 * value stack and stay there.  False: raised. */
bool class_build(py_Ref function, py_Ref name, py_Ref bases, py_Ref keywords);

#pragma GCC visibility pop

#endif

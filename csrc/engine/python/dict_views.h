/* dict_views.h -- dict.keys(), .values() and .items() as views: dialect "python". */
#ifndef PKHOST_PYTHON_DICT_VIEWS_H
#define PKHOST_PYTHON_DICT_VIEWS_H

#include <stdbool.h>

#pragma GCC visibility push(hidden)

bool dict_views_install(void); /* by dict_methods_install() */

#pragma GCC visibility pop

#endif

/* install.h -- putting what dialect "python" has into a VM that is built. */
#ifndef PKHOST_LANGUAGE_INSTALL_H
#define PKHOST_LANGUAGE_INSTALL_H

#include <stdbool.h>

#pragma GCC visibility push(hidden)

bool cells_install(void);
bool functions_install(void);
bool generators_install(void);
bool list_operators_install(void);
bool async_install(void); /* after generators_install() */

#pragma GCC visibility pop

#endif

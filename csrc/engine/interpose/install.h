/* install.h -- putting checks before PocketPy's functions, in a VM that is built.
 *
 * Each answers false if this PocketPy is not as expected.  What they do is said at
 * the head of the file that has the name.
 */
#ifndef PKHOST_INTERPOSE_INSTALL_H
#define PKHOST_INTERPOSE_INSTALL_H

#include <stdbool.h>

#pragma GCC visibility push(hidden)

void addresses_install(void);
bool arrays_install(void);
bool dicts_install(void);
void dicts_rehash(void); /* last: when hash() is ours */
bool enums_install(void);
bool fileio_install(void);
bool garbage_install(void);
bool indexes_install(void);
bool lists_install(void);
bool sorting_install(void); /* by lists_install() */
bool operands_install(void);
bool signatures_install(void);
bool sources_install(void);
bool unicode_install(void);

#pragma GCC visibility pop

#endif

/* install.h -- putting what dialect "python" has into a VM that is built.
 *
 * Each is in the file that has its name, and called once for each VM by run/build.c, which has the
 * order.  False: this PocketPy is not as expected, and there is no VM.
 */
#ifndef PKHOST_LANGUAGE_INSTALL_H
#define PKHOST_LANGUAGE_INSTALL_H

#include <stdbool.h>

#pragma GCC visibility push(hidden)

void special_names_install(void); /* before anything else */
bool cells_install(void);
bool functions_install(void);
bool generators_install(void);
bool list_operators_install(void);
bool code_objects_install(void);
bool frame_attributes_install(void);
bool known_sources_install(void);
bool finalization_install(void);
bool mapping_proxies_install(void);
bool iterators_install(void);
bool async_install(void); /* after generators_install() */
bool objects_install(void);
bool reduction_install(void);
bool metaclasses_install(void);
bool descriptors_install(void);
bool native_properties_install(void);
bool super_install(void);
bool aliases_install(void);
bool alias_parameters_install(void); /* after aliases_install() */
bool instance_checks_install(void);
bool slots_install(void);
bool list_making_install(void);

#pragma GCC visibility pop

#endif

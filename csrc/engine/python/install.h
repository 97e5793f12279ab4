/* install.h -- putting our functions into a VM that is built.
 *
 * Each is in the file that has its name, whose head says what it does, and called once for each VM by
 * run/build.c, which has the order, unless another is named.  False: this PocketPy is not as
 * expected, and there is no VM.  A _fill() is called when its module is first imported
 * (native_modules.c).
 */
#ifndef PKHOST_PYTHON_INSTALL_H
#define PKHOST_PYTHON_INSTALL_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

bool base64_install(void);
bool builtins_install(void);
bool bytes_install(void);     /* of dialect "python": bytes, bytearray, memoryview */
bool complex_install(void);   /* of dialect "python" */
bool encodings_install(void); /* of dialect "python", after bytes */
bool console_install(void);
bool library_data_fill(py_GlobalRef module); /* the module _library_data, likewise */
bool zlib_fill(py_GlobalRef module);         /* the module _zlib, likewise */
bool files_module_fill(py_GlobalRef module); /* the module _files, when it is first imported */
bool floats_install(void);
bool format_fields_install(void);       /* of dialect "python" */
bool format_percent_install(void);      /* of dialect "python" */
bool distances_install(void);           /* by integer_mathematics_install() */
bool integer_mathematics_install(void); /* by mathematics_install() */
bool integers_install(void);
bool json_install(pkhost_vm *vm);
bool mathematics_install(void);
bool numbers_install(void);
bool order_install(void);
bool quoting_install(void);
bool random_install(void);
bool random_module_install(void); /* after big_integers */
bool ranges_install(void);
bool native_modules_install(void);   /* of dialect "python" */
bool dict_methods_install(void);     /* of dialect "python" */
bool sequence_methods_install(void); /* of dialect "python" */
bool container_text_install(void);   /* of dialect "python" */
bool sets_install(void);             /* of dialect "python" */
bool sleep_install(void);
bool str_case_install(void);    /* of dialect "python", by text_install() */
bool str_items_install(void);   /* by text_install() */
bool str_methods_install(void); /* of dialect "python", by text_install() */
bool str_join_install(void);    /* of dialect "python" */
bool text_install(void);
bool unicode_module_install(void); /* of dialect "python" */

/* By bytes_install(): */
bool bytes_search_install(void); /* find(), split(), replace() ... */
bool bytes_case_install(void);   /* upper(), isalpha(), center() ... */
bool bytearrays_install(void);   /* what changes one */
bool memoryviews_install(void);
void memoryview_add_attributes(py_Type type); /* by memoryviews_install() */

#pragma GCC visibility pop

#endif

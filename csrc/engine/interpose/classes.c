/* classes.c -- making classes. */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "stop/stop.h"

/* They are never freed, and their index is a signed 16-bit number.  The
 * callers do not check for a failure, so the exception passes the script's frames
 * as a stop does. */
EXPORT py_Type pk_newtypewithmode(py_Name name, py_Type base, const py_GlobalRef module,
                                  void (*destructor)(void *), bool is_python, bool is_final,
                                  enum py_CompileMode mode)
{
    if (UNLIKELY(pk_current_vm->types.length >= INT16_MAX)) {
        RuntimeError("a VM cannot have more than %d classes", INT16_MAX);
        stop_fail(pkhost_here);
    }
    return pkhost_originals.newtypewithmode(name, base, module, destructor, is_python, is_final,
                                            mode);
}

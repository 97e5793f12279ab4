/* addresses.c -- what a script sees of addresses: their place in the region.
 *
 * id(), hash() of an object, and the default text of an object show its address.
 * The whole address would tell a script where the host's memory is, and would differ
 * from VM to VM.  So scripts see the low half of it, which is the same in every VM.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/install.h"

#include <stdio.h>

static uint32_t place_of(const void *address) { return (uint32_t)(uintptr_t)address; }

EXPORT void c11_sbuf__write_ptr(c11_sbuf *buffer, void *address)
{
    char text[20];
    snprintf(text, sizeof text, "0x%x", place_of(address));
    c11_sbuf__write_cstr(buffer, text);
}

static bool object_hash(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (!argv->is_ptr)
        return TypeError("unhashable type: '%t'", argv->type);
    py_newint(py_retval(), place_of(argv->_obj));
    return true;
}

static bool builtin_id(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (argv->is_ptr)
        py_newint(py_retval(), place_of(argv->_obj));
    else
        py_newnone(py_retval());
    return true;
}

void addresses_install(void)
{
    py_bindmagic(tp_object, __hash__, object_hash);
    py_bindfunc(pk_current_vm->builtins, "id", builtin_id);
}

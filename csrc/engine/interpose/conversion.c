/* conversion.c -- what native code takes for text is text. */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/boxes.h"
#include "stop/zone.h"

/* Text
 * ----
 * Whatever is read as text passes here.  Not all natives look before whether it
 * is one ("from m import *" does not, at what m.__all__ has), and what else there
 * is would be read as a size and so many bytes. */
EXPORT c11_string *pk_tostr(py_Ref value)
{
    static const struct {
        int size;
        char data[4];
    } nothing = { 0, "" };
    pkhost_vm *vm = pkhost_here;
    if (LIKELY(value->type == tp_str))
        return value->is_ptr ? PyObject__userdata(value->_obj) : (c11_string *)&value->extra;
    py_Ref plain = boxed_value(value);
    if (plain->type == tp_str)
        return plain->is_ptr ? PyObject__userdata(plain->_obj) : (c11_string *)&plain->extra;
    if (vm == NULL || pkhost_building || vm->zone != ZONE_ENGINE)
        return (c11_string *)&nothing;
    stop_crash(vm, "a value of type %d was taken for text", value->type);
}

/* Text buffers
 * ------------
 * A buffer that was submitted is empty without the room for a string's size
 * that a new one begins with.  The compiler goes on with it in "import a, b",
 * and loses the first letters of b.  Its data is none either way. */
EXPORT c11_string *c11_sbuf__submit(c11_sbuf *buffer)
{
    c11_string *result = pkhost_originals.submit(buffer);
    buffer->data.length = buffer->data.capacity = sizeof(c11_string);
    return result;
}

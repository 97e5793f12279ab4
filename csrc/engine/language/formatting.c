/* formatting.c -- what stands in the braces of an f-string, operators of one operand, large
 * integers. */
#include "language/formatting.h"

#include "base/current.h"
#include "language/callables.h"
#include "language/handlers.h"

#include <string.h>

/* The text of a value in ASCII: everything else of its repr is escaped. */
static bool make_ascii(py_StackRef value)
{
    VM *const vm = pk_current_vm;
    if (!py_repr(value))
        return false;
    *value = vm->last_retval;
    const c11_sv text = py_tosv(value);
    c11_sbuf out;
    c11_sbuf__ctor(&out);
    for (int i = 0; i < text.size;) {
        const unsigned char byte = (unsigned char)text.data[i];
        const int width = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        if (width == 1 || i + width > text.size) {
            c11_sbuf__write_char(&out, (char)byte);
            i++;
            continue;
        }
        const int character = c11__u8_value(width, text.data + i);
        char escaped[16];
        static const char digits[] = "0123456789abcdef";
        const int count = character < 0x100 ? 2 : character < 0x10000 ? 4 : 8;
        escaped[0] = '\\';
        escaped[1] = count == 2 ? 'x' : count == 4 ? 'u' : 'U';
        for (int d = 0; d < count; d++)
            escaped[2 + d] = digits[(unsigned)character >> (4 * (count - 1 - d)) & 15];
        escaped[2 + count] = '\0';
        c11_sbuf__write_cstr(&out, escaped);
        i += width;
    }
    c11_sbuf__py_submit(&out, value);
    return true;
}

bool formatting_convert(py_StackRef value, uint32_t conversion)
{
    bool ok = true;
    switch (conversion) {
    case 'r': ok = py_repr(value); break;
    case 's': ok = py_str(value); break;
    case 'a': return make_ascii(value);
    default: return true;
    }
    if (ok)
        *value = *py_retval();
    return ok;
}

/* By its own __format__, if it has one of a script's; of numbers and texts it is PocketPy's
 * function, which is ours. */
bool formatting_apply(py_Ref value, py_Ref specification)
{
    VM *const vm = pk_current_vm;
    const bool is_empty = specification == NULL || py_tosv(specification).size == 0;
    const bool is_builtin = value->type == tp_str || value->type == tp_int
                            || value->type == tp_float || value->type == tp_bool;
    if (is_builtin) {
        if (is_empty)
            return py_str(value);
        const c11_sv text = py_tosv(specification);
        c11_sbuf marked;
        c11_sbuf__ctor(&marked);
        c11_sbuf__write_char(&marked, ':');
        c11_sbuf__write_sv(&marked, text);
        py_StackRef whole = py_pushtmp();
        c11_sbuf__py_submit(&marked, whole);
        const bool ok = pk_format_object(vm, value, py_tosv(whole));
        vm->stack.sp = whole;
        return ok;
    }
    const py_Name name = py_name("__format__");
    py_Ref method = py_tpfindname(value->type, name);
    /* All that are native give str() for an empty one, and of subclasses it is their own. */
    const bool is_ours = method != NULL && method->type != tp_function && is_empty;
    if (method != NULL && !is_ours && method != py_tpfindname(tp_object, name)) {
        py_StackRef arguments = vm->stack.sp;
        const py_TValue function = *method;
        stack_push(vm, value);
        if (specification == NULL)
            py_newstr(vm->stack.sp++, "");
        else
            stack_push(vm, specification);
        if (!call_special((py_Ref)&function, 2, arguments))
            return false;
        return vm->last_retval.type == tp_str
               || TypeError("__format__ must return a str, not %t", vm->last_retval.type);
    }
    if (!is_empty)
        return TypeError("unsupported format string passed to %t.__format__", value->type);
    return py_str(value);
}

bool operation_FORMAT_VALUE(VM *vm, uint32_t first, uint32_t second)
{
    py_StackRef value = stack_peek(vm, second ? 2 : 1);
    if (!formatting_convert(value, first) || !formatting_apply(value, second ? value + 1 : NULL))
        return false;
    vm->stack.sp = value;
    stack_push(vm, &vm->last_retval);
    return true;
}

bool operation_UNARY_POSITIVE(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef value = stack_peek(vm, 1);
    if (value->type == tp_int || value->type == tp_float)
        return true;
    if (value->type == tp_bool) {
        py_newint(value, value->_bool);
        return true;
    }
    py_Ref method = py_tpfindname(value->type, py_name("__pos__"));
    if (method == NULL)
        return TypeError("bad operand type for unary +: '%t'", value->type);
    if (!call_special(method, 1, value))
        return false;
    *value = vm->last_retval;
    return true;
}

/* The digits as int() reads them, once: then they are the number's own constant. */
bool operation_BIG_INTEGER(VM *vm, uint32_t first, uint32_t second)
{
    py_StackRef digits = stack_peek(vm, 1);
    if (digits->type != tp_str)
        return true;
    py_newint(vm->stack.sp++, first);
    if (!py_call(py_tpobject(tp_int), 2, digits))
        return false;
    vm->stack.sp = digits;
    stack_push(vm, &vm->last_retval);
    *c11__at(py_TValue, &vm->top_frame->co->consts, second) = vm->last_retval;
    return true;
}

/* Made once: then it is the number's own constant. */
bool operation_IMAGINARY(VM *vm, uint32_t first, uint32_t second)
{
    (void)first;
    py_StackRef value = stack_peek(vm, 1);
    if (value->type != tp_float)
        return true;
    py_TValue parts[2] = { { 0 }, *value };
    py_newfloat(&parts[0], 0.0);
    if (!py_call(py_tpobject(pkhost_here->types.complex), 2, parts))
        return false;
    *value = vm->last_retval;
    *c11__at(py_TValue, &vm->top_frame->co->consts, second) = vm->last_retval;
    return true;
}

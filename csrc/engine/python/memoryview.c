/* memoryview.c -- memoryview of bytes and bytearray: unsigned bytes in a row, and slices of it.
 *
 * A bytearray that is viewed may become shorter here (CPython forbids that); a view shows what is
 * left of its part then. */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/imports.h"
#include "interpose/natives.h"
#include "python/byte_values.h"
#include "python/install.h"
#include "python/number_operators.h"
#include "python/slice_bounds.h"

#include <stdio.h>
#include <string.h>

static memory_view *view_of(py_Ref view) { return py_touserdata(view); }

static bool is_usable(py_Ref view)
{
    return !view_of(view)->is_released
           || ValueError("operation forbidden on released memoryview object");
}

static void make(py_Ref object, int start, int size)
{
    py_TValue made;
    memory_view *const v = py_newobject(&made, pkhost_here->types.memoryview, 1, sizeof *v);
    *v = (memory_view){ .start = start, .size = size };
    *py_getslot(&made, 0) = *object;
    *py_retval() = made;
}

static bool view_make(int argc, py_Ref argv)
{
    c11_sv content;
    if (argc != 2)
        return TypeError("memoryview() missing required argument 'object' (pos 1)");
    py_Ref object = boxed_value(&argv[1]);
    if (!bytes_of(object, &content))
        return TypeError("memoryview: a bytes-like object is required, not '%t'", argv[1].type);
    if (memoryview_is(object)) {
        if (!is_usable(object))
            return false;
        make(py_getslot(object, 0), view_of(object)->start, view_of(object)->size);
    } else {
        make(object, 0, content.size);
    }
    return true;
}

static bool content_of(int argc, py_Ref argv, int arguments, c11_sv *out)
{
    return arguments_expected(argc - 1, arguments) && is_usable(argv) && bytes_of(argv, out);
}

static bool view_len(int argc, py_Ref argv)
{
    c11_sv content;
    if (!content_of(argc, argv, 0, &content))
        return false;
    py_newint(py_retval(), content.size);
    return true;
}

static bool take_index(py_Ref view, py_Ref given, int *at)
{
    int64_t index;
    c11_sv content;
    if (!integer_index_is_possible(given))
        return TypeError("memoryview: invalid slice key");
    if (!bytes_index(given, &index) || !bytes_required(view, &content))
        return false;
    if (index < 0)
        index += content.size;
    if (index < 0 || index >= content.size)
        return IndexError("index out of bounds on dimension 1");
    *at = (int)index;
    return true;
}

static bool take_slice(py_Ref view, py_Ref slice, slice_items *s)
{
    c11_sv content;
    bytes_of(view, &content);
    if (!slice_take(slice, content.size, s))
        return false;
    return s->step == 1 || py_exception(tp_NotImplementedError, "memoryview: slices with a step");
}

static bool view_getitem(int argc, py_Ref argv)
{
    c11_sv content;
    if (!content_of(argc, argv, 1, &content))
        return false;
    if (argv[1].type == tp_slice) {
        slice_items s;
        if (!take_slice(argv, &argv[1], &s))
            return false;
        make(py_getslot(argv, 0), view_of(argv)->start + (int)s.start, (int)s.count);
        return true;
    }
    int at;
    if (!take_index(argv, &argv[1], &at) || !bytes_required(argv, &content))
        return false;
    py_newint(py_retval(), at < content.size ? (unsigned char)content.data[at] : 0);
    return true;
}

static bool view_setitem(int argc, py_Ref argv)
{
    c11_sv content, given;
    char byte;
    int at;
    if (!content_of(argc, argv, 2, &content))
        return false;
    if (!bytearray_is(py_getslot(argv, 0)))
        return TypeError("cannot modify read-only memory");
    if (argv[1].type == tp_slice) {
        slice_items s;
        if (!bytes_required(&argv[2], &given) || !take_slice(argv, &argv[1], &s)
            || !bytes_required(&argv[2], &given) || !bytes_required(argv, &content))
            return false;
        if (given.size != s.count || s.start + s.count > content.size)
            return ValueError("memoryview assignment: lvalue and rvalue have different structures");
        memmove((char *)content.data + s.start, given.data, (size_t)given.size);
    } else {
        if (!integer_is(boxed_value(&argv[2])))
            return TypeError("memoryview: invalid type for format 'B'");
        if (!take_index(argv, &argv[1], &at))
            return false;
        integer value;
        int64_t number;
        integer_read(boxed_value(&argv[2]), &value);
        if (!integer_as_int64(&value, &number) || number < 0 || number > 255)
            return ValueError("memoryview: invalid value for format 'B'");
        byte = (char)number;
        bytes_of(argv, &content);
        if (at < content.size)
            ((char *)content.data)[at] = byte;
    }
    py_newnone(py_retval());
    return true;
}

static bool view_tobytes(int argc, py_Ref argv)
{
    c11_sv content;
    if (!content_of(argc, argv, 0, &content))
        return false;
    memcpy(bytes_new(content.size), content.data, (size_t)content.size);
    return true;
}

static bool view_tolist(int argc, py_Ref argv)
{
    c11_sv content;
    if (!content_of(argc, argv, 0, &content))
        return false;
    py_newlistn(py_retval(), content.size);
    for (int i = 0; i < content.size; i++)
        py_newint(py_list_getitem(py_retval(), i), (unsigned char)content.data[i]);
    return true;
}

static bool view_equality(int argc, py_Ref argv, bool equal)
{
    c11_sv a, b;
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (!bytes_of(&argv[1], &b)) {
        py_newnotimplemented(py_retval());
        return true;
    }
    bytes_of(argv, &a);
    const bool same = a.size == b.size && memcmp(a.data, b.data, (size_t)a.size) == 0;
    py_newbool(py_retval(), same == equal);
    return true;
}
static bool view_eq(int argc, py_Ref argv) { return view_equality(argc, argv, true); }
static bool view_ne(int argc, py_Ref argv) { return view_equality(argc, argv, false); }

static bool view_iter(int argc, py_Ref argv)
{
    c11_sv content;
    py_TValue made;
    if (!content_of(argc, argv, 0, &content))
        return false;
    int64_t *const at = py_newobject(&made, pkhost_here->types.bytes_iterator, 1, sizeof *at);
    *at = 0;
    *py_getslot(&made, 0) = argv[0];
    *py_retval() = made;
    return true;
}

static bool view_release(int argc, py_Ref argv)
{
    if (argc > 4)
        return TypeError("release() takes no arguments (%d given)", argc - 1);
    view_of(argv)->is_released = true;
    py_newnone(py_retval());
    return true;
}

static bool view_enter(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 0) || !is_usable(argv))
        return false;
    *py_retval() = argv[0];
    return true;
}

static bool view_toreadonly(int argc, py_Ref argv)
{
    c11_sv content;
    if (!content_of(argc, argv, 0, &content))
        return false;
    py_StackRef const copy = py_pushtmp();
    memcpy(py_newbytes(copy, content.size), content.data, (size_t)content.size);
    make(copy, 0, content.size);
    py_pop();
    return true;
}

static bool view_obj(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (!is_usable(argv))
        return false;
    *py_retval() = *py_getslot(argv, 0);
    return true;
}

static bool view_readonly(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_newbool(py_retval(), !bytearray_is(py_getslot(argv, 0)));
    return true;
}

static bool view_one(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    (void)argv;
    py_newint(py_retval(), 1);
    return true;
}

static bool view_format(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    (void)argv;
    py_newstr(py_retval(), "B");
    return true;
}

static bool view_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    char text[64];
    /* The low half of an address is the same in all VMs, and tells nobody where one lies. */
    snprintf(text, sizeof text, "<%smemory at 0x%x>", view_of(argv)->is_released ? "released " : "",
             (unsigned)(uintptr_t)argv->_obj);
    py_newstr(py_retval(), text);
    return true;
}

/* Of another form: csrc/library/python/_cast_view.py. */
static bool view_cast(int argc, py_Ref argv)
{
    if (argc < 2)
        return TypeError("cast() missing required argument 'format' (pos 1)");
    return imports_import("_cast_view") == 1 && py_getattr(py_retval(), py_name("CastView"))
           && py_call(py_retval(), argc, argv);
}

bool memoryviews_install(void)
{
    static const native methods[] = {
        { "__new__", view_make },
        { "__len__", view_len },
        { "__getitem__", view_getitem },
        { "__setitem__", view_setitem },
        { "__iter__", view_iter },
        { "__eq__", view_eq },
        { "__ne__", view_ne },
        { "__enter__", view_enter },
        { "__exit__", view_release },
        { "__repr__", view_repr },
        { "cast", view_cast },
        { "tobytes", view_tobytes },
        { "tolist", view_tolist },
        { "release", view_release },
        { "toreadonly", view_toreadonly },
    };
    struct vm_types *const types = &pkhost_here->types;
    types->memoryview =
        pk_newtype("memoryview", tp_object, pk_current_vm->builtins, NULL, false, true);
    py_Ref const view = py_tpobject(types->memoryview);
    py_setdict(pk_current_vm->builtins, py_name("memoryview"), view);
    py_bindproperty(types->memoryview, "obj", view_obj, NULL);
    py_bindproperty(types->memoryview, "readonly", view_readonly, NULL);
    py_bindproperty(types->memoryview, "nbytes", view_len, NULL);
    py_bindproperty(types->memoryview, "itemsize", view_one, NULL);
    py_bindproperty(types->memoryview, "ndim", view_one, NULL);
    py_bindproperty(types->memoryview, "format", view_format, NULL);
    py_bindmethod(types->memoryview, "hex",
                  py_getdict(py_tpobject(tp_bytes), py_name("hex"))->_cfunc);
    return natives_replace(view, methods, COUNT(methods));
}

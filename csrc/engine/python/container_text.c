/* container_text.c -- repr() of list, tuple and dict: dialect "python".
 *
 * What holds itself is shown as "[...]" there.  Items are shown as they are when their turn comes: a
 * __repr__ of the script's may change the container. */
#include "python/container_text.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/exceptions.h"
#include "interpose/natives.h"
#include "python/install.h"
#include "stop/steps.h"

#include "pocketpy/interpreter/types.h"

bool show_begin(pkhost_vm *vm, shown *s, py_Ref container)
{
    for (const shown *outer = vm->checks.shown; outer != NULL; outer = outer->outer)
        if (outer->object == container->_obj)
            return true;
    *s = (shown){ container->_obj, vm->checks.shown };
    vm->checks.shown = s;
    return false;
}

void show_end(pkhost_vm *vm, const shown *s) { vm->checks.shown = s->outer; }

static bool give(const char *text)
{
    py_newstr(py_retval(), text);
    return true;
}

/* Adds repr(value) to the texts in the list at `pieces`. */
static bool add(py_StackRef pieces, const py_TValue *value)
{
    py_StackRef const item = py_pushtmp();
    *item = *value;
    const bool ok = step_take(pkhost_here) && py_repr(item);
    if (ok)
        py_list_append(pieces, py_retval());
    pk_current_vm->stack.sp = pieces + 1;
    return ok;
}

static void join(py_Ref pieces, const char *begin, const char *const separators[2], const char *end)
{
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, begin);
    const int count = py_list_len(pieces);
    for (int i = 0; i < count; i++) {
        if (i > 0)
            c11_sbuf__write_cstr(&text, separators[i & 1]);
        c11_sbuf__write_sv(&text, py_tosv(py_list_getitem(pieces, i)));
    }
    c11_sbuf__write_cstr(&text, end);
    c11_sbuf__py_submit(&text, py_retval());
}

static bool show_sequence(py_Ref sequence, const char *itself, const char *begin, const char *end,
                          const char *end_of_one)
{
    static const char *const separators[2] = { ", ", ", " };
    pkhost_vm *const vm = pkhost_here;
    shown s;
    if (too_deep())
        return false;
    if (show_begin(vm, &s, sequence))
        return give(itself);
    py_StackRef const pieces = py_pushtmp();
    py_newlist(pieces);
    bool ok = true;
    py_TValue *items;
    for (int i = 0; ok && i < sequence_items(sequence, &items); i++)
        ok = add(pieces, &items[i]);
    if (ok)
        join(pieces, begin, separators, py_list_len(pieces) == 1 ? end_of_one : end);
    pk_current_vm->stack.sp = pieces;
    show_end(vm, &s);
    return ok;
}

static bool list_repr(int argc, py_Ref argv)
{
    (void)argc;
    return show_sequence(&argv[0], "[...]", "[", "]", "]");
}

static bool tuple_repr(int argc, py_Ref argv)
{
    (void)argc;
    return show_sequence(&argv[0], "(...)", "(", ")", ",)");
}

static bool dict_repr(int argc, py_Ref argv)
{
    static const char *const separators[2] = { ", ", ": " };
    pkhost_vm *const vm = pkhost_here;
    shown s;
    (void)argc;
    if (too_deep())
        return false;
    if (show_begin(vm, &s, &argv[0]))
        return give("{...}");
    py_StackRef const pieces = py_pushtmp();
    py_newlist(pieces);
    const Dict *const dict = py_touserdata(&argv[0]);
    bool ok = true;
    for (int i = 0; ok && i < dict->entries.length; i++) {
        DictEntry entry = *c11__at(DictEntry, &dict->entries, i);
        if (py_isnil(&entry.key))
            continue;
        /* The value is kept by the value stack while the key is shown. */
        py_StackRef const value = py_pushtmp();
        *value = entry.val;
        py_StackRef const key = py_pushtmp();
        *key = entry.key;
        ok = step_take(vm) && py_repr(key);
        if (ok) {
            py_list_append(pieces, py_retval());
            ok = py_repr(value);
        }
        if (ok)
            py_list_append(pieces, py_retval());
        pk_current_vm->stack.sp = pieces + 1;
    }
    if (ok)
        join(pieces, "{", separators, "}");
    pk_current_vm->stack.sp = pieces;
    show_end(vm, &s);
    return ok;
}

bool container_text_install(void)
{
    static const native of_list[] = { { "__repr__", list_repr } };
    static const native of_tuple[] = { { "__repr__", tuple_repr } };
    static const native of_dict[] = { { "__repr__", dict_repr } };
    return natives_replace(py_tpobject(tp_list), of_list, COUNT(of_list))
           && natives_replace(py_tpobject(tp_tuple), of_tuple, COUNT(of_tuple))
           && natives_replace(py_tpobject(tp_dict), of_dict, COUNT(of_dict));
}

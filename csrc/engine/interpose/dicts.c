/* dicts.c -- changing a dict that native code points into.
 *
 * While keys are hashed and compared, or entries are shown, PocketPy holds
 * pointers to entries of the dict, and goes on with them afterwards.  A
 * __hash__, __eq__ or __repr__ that changes that dict would move or free them.
 * So each function that changes a dict first checks whether entries of it are pinned
 * (interpose/callbacks.h), and raises RuntimeError if they are.  The check is cheap: unless
 * a method of the script's runs inside of such an operation, the list of what is pinned
 * is empty.
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/arguments.h"
#include "interpose/callbacks.h"
#include "interpose/classes.h"
#include "interpose/guards.h"
#include "interpose/namespaces.h"
#include "interpose/install.h"
#include "interpose/objects.h"
#include "memory/dialect.h"

#include "pocketpy/interpreter/types.h"

static bool is_held(py_Ref dict)
{
    const pkhost_vm *vm = pkhost_here;
    if (LIKELY(vm == NULL || vm->checks.pinned == NULL))
        return false;
    const Dict *data = py_touserdata(dict);
    return is_pinned(vm, data->entries.data, (size_t)data->entries.capacity * sizeof(DictEntry));
}

static __attribute__((noinline)) bool refuse(void)
{
    return RuntimeError("dictionary changed while its keys or values were compared or shown");
}

/* What names are stored in may be an instance of a class that is derived from dict, as a metaclass
 * or exec() has it.  For PocketPy's loop its value says dict (namespace_as_dict()); it is its own
 * method that is to store.  NULL: it is dict's. */
static py_Ref own_method(const py_TValue *namespace, py_Name name)
{
    py_Ref const method = pk_tpfindname(class_info(namespace->_obj->type), name);
    return method == NULL || method->type == tp_nativefunc ? NULL : method;
}

void namespace_as_dict(py_Ref namespace)
{
    if (namespace->is_ptr && py_isinstance(namespace, tp_dict))
    namespace->type = tp_dict;
}

void namespace_as_it_is(py_Ref namespace)
{
    if (namespace->is_ptr && namespace->type == tp_dict)
    namespace->type = namespace->_obj->type;
}

static bool set_by_method(py_Ref method, py_Ref namespace, py_Ref key, py_Ref value)
{
    py_TValue arguments[] = { *namespace, *key, *value };
    namespace_as_it_is(&arguments[0]);
    return py_call(method, COUNT(arguments), arguments);
}

/* 1: gone, 0: it was not there, -1: raised. */
static int delete_by_method(py_Ref method, py_Ref namespace, py_Ref key)
{
    py_TValue arguments[] = { *namespace, *key };
    namespace_as_it_is(&arguments[0]);
    if (py_call(method, COUNT(arguments), arguments))
        return 1;
    if (!py_matchexc(tp_KeyError))
        return -1;
    py_clearexc(NULL);
    return 0;
}

/* Natives give places as they come: an entry of another dict, a name's text. */
EXPORT bool py_dict_setitem(py_Ref dict, py_Ref key, py_Ref value)
{
    VM *pk = pk_current_vm;
    if (UNLIKELY(dict->type == tp_dict && dict->_obj->type != tp_dict)) {
        py_Ref const method = own_method(dict, __setitem__);
        if (method != NULL)
            return set_by_method(method, dict, key, value);
    }
    if (UNLIKELY(is_held(dict)))
        return refuse();
    if (LIKELY(on_value_stack(pk, key) && on_value_stack(pk, value)))
        return pkhost_originals.dict_setitem(dict, key, value);
    py_StackRef copies = pk->stack.sp;
    py_push(key);
    py_push(value);
    const bool ok = pkhost_originals.dict_setitem(dict, &copies[0], &copies[1]);
    pk->stack.sp = copies;
    return ok;
}

EXPORT int py_dict_delitem(py_Ref dict, py_Ref key)
{
    if (UNLIKELY(dict->type == tp_dict && dict->_obj->type != tp_dict)) {
        py_Ref const method = own_method(dict, __delitem__);
        if (method != NULL)
            return delete_by_method(method, dict, key);
    }
    if (UNLIKELY(is_held(dict))) {
        refuse();
        return -1;
    }
    return pkhost_originals.dict_delitem(dict, key);
}

/* The methods; their originals are the same in every VM. */
#define CHANGES(name)                                                            \
    static py_CFunction name##_original;                                         \
    static bool dict_##name(int argc, py_Ref argv)                               \
    {                                                                            \
        return UNLIKELY(is_held(argv)) ? refuse() : name##_original(argc, argv); \
    }
CHANGES(setitem)
CHANGES(delitem)
CHANGES(clear)
CHANGES(update)

static py_CFunction pop_original;

/* Without a default, PocketPy gives None for a key that is not there. */
static bool dict_pop(int argc, py_Ref argv)
{
    if (UNLIKELY(is_held(argv)))
        return refuse();
    if (dialect_is_python() && !argument_count("pop", argc - 1, 1, 2))
        return false;
    if (argc != 2)
        return pop_original(argc, argv);
    py_StackRef call = py_peek(0);
    py_push(&argv[0]);
    py_push(&argv[1]);
    py_pushnil(); /* a default that no dict can hold */
    if (!pop_original(3, call))
        return false;
    pk_current_vm->stack.sp = call;
    return py_isnil(py_retval()) ? KeyError(&argv[1]) : true;
}

/* PocketPy aborts if the last key is not found where its hash says. */
static bool dict_popitem(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const Dict *dict = py_touserdata(argv);
    int last = dict->entries.length - 1;
    while (last >= 0 && py_isnil(&c11__at(DictEntry, &dict->entries, last)->key))
        last--;
    if (last < 0)
        return KeyError(py_None());
    const DictEntry *entry = c11__at(DictEntry, &dict->entries, last);
    py_StackRef item = py_pushtmp();
    py_TValue *parts = py_newtuple(item, 2);
    parts[0] = entry->key;
    parts[1] = entry->val;
    py_StackRef call = py_peek(0);
    py_push(argv);
    py_push(&parts[0]);
    py_pushnil(); /* what pop() gives if there is none */
    if (!dict_pop(3, call))
        return false;
    if (py_isnil(py_retval()))
        return RuntimeError("popitem(): the hash of the last key has changed");
    *py_retval() = *item;
    pk_current_vm->stack.sp = item;
    return true;
}

static py_CFunction init_original;

/* From a list of pairs, which the keys' methods may change. */
static bool dict_init(int argc, py_Ref argv)
{
    py_TValue *pairs;
    if (argc != 2 || pkhost_originals.arrayview(&argv[1], &pairs) == -1)
        return init_original(argc, argv);
    for (int i = 0; i < pkhost_originals.arrayview(&argv[1], &pairs); i++) {
        py_Ref pair = &pairs[i];
        if (!py_istuple(pair) || py_tuple_len(pair) != 2)
            return ValueError("dict.__init__() argument must be a list of tuple-2");
        py_StackRef item = py_peek(0);
        py_push(py_tuple_getitem(pair, 0));
        py_push(py_tuple_getitem(pair, 1));
        if (!py_dict_setitem(argv, &item[0], &item[1]))
            return false;
        py_shrink(2);
    }
    py_newnone(py_retval());
    return true;
}

bool dicts_install(void)
{
    static const guarded methods[] = {
        { "__setitem__", dict_setitem, &setitem_original },
        { "__delitem__", dict_delitem, &delitem_original },
        { "__init__", dict_init, &init_original },
        { "clear", dict_clear, &clear_original },
        { "pop", dict_pop, &pop_original },
        { "popitem", dict_popitem, NULL },
        { "update", dict_update, &update_original },
    };
    return guard_natives(py_tpobject(tp_dict), methods, COUNT(methods));
}

/* ---------------------------------------------------------- dicts of the library's */

/* Put every key where its hash says that it is now. */
static void rehash(PyObject *object)
{
    py_TValue dict = { .type = object->type, .is_ptr = true, ._obj = object };
    Dict *data = PyObject__userdata(object);
    py_StackRef copies = py_peek(0);

    for (int i = 0; i < data->entries.length; i++) {
        DictEntry *entry = c11__at(DictEntry, &data->entries, i);
        if (py_isnil(&entry->key))
            continue;
        py_push(&entry->key);
        py_push(&entry->val);
    }
    py_StackRef end = py_peek(0);
    clear_original(1, &dict);
    for (py_StackRef p = copies; p < end; p += 2)
        pkhost_originals.dict_setitem(&dict, p, p + 1);
    py_shrink((int)(end - copies));
}

static void rehash_if_dict(PyObject *object, void *context)
{
    (void)context;
    if (object->type == tp_dict)
        rehash(object);
}

/* What PocketPy put into dicts while it was built lies where its own hash of
 * objects said, which is not the one that scripts get (interpose/addresses.c). */
void dicts_rehash(void) { objects_visit(pk_current_vm, rehash_if_dict, NULL); }

/* functools_tools.c -- reduce, cmp_to_key and partial. */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/exceptions.h"
#include "language/callables.h"
#include "language/iteration.h"
#include "language/signatures.h"
#include "memory/region.h"
#include "python/container_text.h"
#include "python/functools_module.h"
#include "python/native_types.h"

#include "pocketpy/interpreter/types.h"

#include <string.h>

/* ------------------------------------------------------------------------- reduce */

static bool reduce(int argc, py_Ref argv)
{
    if (!native_expected("reduce", argc, 2, 3))
        return false;
    if (!iteration_is_possible(&argv[1]))
        return TypeError("reduce() arg 2 must support iteration");
    if (!py_iter(&argv[1]))
        return false;
    py_StackRef const iterator = py_pushtmp(), operands = py_pushtmp();
    py_pushtmp();
    *iterator = *py_retval();
    operands[0] = operands[1] = (py_TValue){ .type = tp_nil };
    if (argc == 3)
        operands[0] = argv[2];
    for (;;) {
        const int more = py_next(iterator);
        if (more < 0)
            return false;
        if (more == 0)
            break;
        if (is_nil(&operands[0])) {
            operands[0] = *py_retval();
            continue;
        }
        operands[1] = *py_retval();
        if (!py_call(&argv[0], 2, operands))
            return false;
        operands[0] = *py_retval();
    }
    if (is_nil(&operands[0]))
        return TypeError("reduce() of empty iterable with no initial value");
    *py_retval() = operands[0];
    pk_current_vm->stack.sp = iterator;
    return true;
}

/* --------------------------------------------------------------------- cmp_to_key */

enum { KEY_FUNCTION, KEY_OBJECT, KEY_SLOTS };

static bool make_key(const py_TValue *function, const py_TValue *object)
{
    const py_TValue parts[KEY_SLOTS] = { *function, *object };
    py_TValue made;
    py_newobject(&made, region_of(pk_current_vm)->key_wrapper, KEY_SLOTS, 0);
    memcpy(native_slots(&made), parts, sizeof parts);
    *py_retval() = made;
    return true;
}

static bool cmp_to_key(int argc, py_Ref argv)
{
    const py_TValue none = { .type = tp_nil };
    if (argc < 1)
        return TypeError("cmp_to_key() missing required argument 'mycmp' (pos 1)");
    if (argc > 1)
        return TypeError("cmp_to_key() takes at most 1 argument (%d given)", argc);
    return make_key(&argv[0], &none);
}

static bool key_call(int argc, py_Ref argv)
{
    if (argc < 2)
        return TypeError("K() missing required argument 'obj' (pos 1)");
    if (argc > 2)
        return TypeError("K() takes at most 1 argument (%d given)", argc - 1);
    return make_key(&native_slots(argv)[KEY_FUNCTION], &argv[1]);
}

static bool compare_keys(int argc, py_Ref argv, py_Name relation, py_Name reflected)
{
    if (argc != 2 || argv[1].type != region_of(pk_current_vm)->key_wrapper)
        return TypeError("other argument must be K instance");
    py_StackRef const objects = py_pushtmp();
    py_pushtmp();
    objects[0] = native_slots(&argv[0])[KEY_OBJECT];
    objects[1] = native_slots(&argv[1])[KEY_OBJECT];
    if (is_nil(&objects[0]) || is_nil(&objects[1]))
        return py_exception(tp_AttributeError, "object");
    if (!native_call(&native_slots(argv)[KEY_FUNCTION], 2, objects))
        return false;
    objects[0] = *py_retval();
    objects[1] = int_value(0);
    if (!py_binaryop(&objects[0], &objects[1], relation, reflected))
        return false;
    pk_current_vm->stack.sp = objects;
    return true;
}

#define RELATION(name, relation, reflected)                   \
    static bool key_##name(int argc, py_Ref argv)             \
    {                                                         \
        return compare_keys(argc, argv, relation, reflected); \
    }
RELATION(lt, __lt__, __gt__)
RELATION(le, __le__, __ge__)
RELATION(eq, __eq__, __eq__)
RELATION(ne, __ne__, __ne__)
RELATION(gt, __gt__, __lt__)
RELATION(ge, __ge__, __le__)

static bool key_object(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue object = native_slots(argv)[KEY_OBJECT];
    if (is_nil(&object))
        return py_exception(tp_AttributeError, "object");
    *py_retval() = object;
    return true;
}

static bool key_set_object(int argc, py_Ref argv)
{
    (void)argc;
    native_slots(argv)[KEY_OBJECT] = argv[1];
    py_newnone(py_retval());
    return true;
}

static bool key_new(int argc, py_Ref argv)
{
    (void)argc;
    return TypeError("cannot create '%t' instances", py_totype(argv));
}

/* ------------------------------------------------------------------------ partial */

/* An object has room for attributes; behind that is one value, a tuple of these.  Keywords may have
 * any keys, whose methods may give the object other parts: what calls them holds the tuple. */
enum { PARTIAL_FUNCTION, PARTIAL_ARGUMENTS, PARTIAL_KEYWORDS, PARTIAL_PARTS };

static py_TValue *partial_parts(const py_TValue *partial)
{
    return native_slots(py_touserdata((py_Ref)partial));
}

/* Two tuples' items in a new tuple; without items, one may be NULL. */
static void join(py_OutRef out, const py_TValue *first, int first_count, const py_TValue *second,
                 int second_count)
{
    py_TValue made;
    py_ObjectRef const items = py_newtuple(&made, first_count + second_count);
    if (first_count > 0)
        memcpy(items, first, (size_t)first_count * sizeof *items);
    memcpy(items + first_count, second, (size_t)second_count * sizeof *items);
    *out = made;
}

static bool put(py_Ref key, py_Ref value, void *dict) { return py_dict_setitem(dict, key, value); }

/* A dict of what two have, into `out` on the value stack; each may be NULL. */
static bool merge(py_StackRef out, py_Ref first, py_Ref second)
{
    py_newdict(out);
    return (first == NULL || py_dict_apply(first, put, out))
           && (second == NULL || py_dict_apply(second, put, out));
}

static bool partial_make(py_Ref class, py_Ref function, int argc, const py_TValue *argv,
                         py_Ref keywords)
{
    if (!py_callable(function))
        return TypeError("the first argument must be callable");
    py_StackRef const made = py_pushtmp(), all = py_pushtmp(), named = py_pushtmp(),
                      kept = py_pushtmp();
    *made = *all = *named = *kept = (py_TValue){ .type = tp_nil };
    /* One of a partial is one of its function; but what has attributes of its own stays. */
    const bool is_nested = function->type == region_of(pk_current_vm)->partial
                           && function->_obj->slots == -1
                           && ((NameDict *)function->_obj->flex)->length == 0;
    if (is_nested)
        *kept = *(py_TValue *)py_touserdata(function);
    const py_TValue *const parts = is_nested ? native_slots(kept) : NULL;
    if (parts != NULL)
        join(all, native_slots(&parts[PARTIAL_ARGUMENTS]),
             py_tuple_len((py_Ref)&parts[PARTIAL_ARGUMENTS]), argv, argc);
    else
        join(all, NULL, 0, argv, argc);
    if (!merge(named, parts != NULL ? (py_Ref)&parts[PARTIAL_KEYWORDS] : NULL, keywords))
        return false;
    py_TValue *const content = py_newobject(made, py_totype(class), -1, sizeof *content);
    py_ObjectRef const own = py_newtuple(content, PARTIAL_PARTS);
    own[PARTIAL_FUNCTION] = parts != NULL ? parts[PARTIAL_FUNCTION] : *function;
    own[PARTIAL_ARGUMENTS] = *all;
    own[PARTIAL_KEYWORDS] = *named;
    *py_retval() = *made;
    pk_current_vm->stack.sp = made;
    return true;
}

static bool partial_new(int argc, py_Ref argv)
{
    if (argc < 2)
        return TypeError("type 'partial' takes at least one argument");
    return partial_make(&argv[0], &argv[1], argc - 2, argv + 2, NULL);
}

static bool partial_new_keywords(int argc, py_Ref argv)
{
    enum { CLASS, ARGUMENTS, KEYWORDS };
    (void)argc;
    const int count = py_tuple_len(&argv[ARGUMENTS]);
    if (count < 1)
        return TypeError("type 'partial' takes at least one argument");
    py_TValue *const given = native_slots(&argv[ARGUMENTS]);
    return partial_make(&argv[CLASS], &given[0], count - 1, given + 1, &argv[KEYWORDS]);
}

static bool push_pair(py_Ref key, py_Ref value, void *pk)
{
    VM *const vm = pk;
    if (key->type != tp_str)
        return TypeError("keywords must be strings");
    py_newint(vm->stack.sp++, (intptr_t)py_namev(py_tosv(key)));
    *vm->stack.sp++ = *value;
    return true;
}

/* `keywords`: those of this call, or NULL. */
static bool call_partial(py_Ref self, int argc, const py_TValue *argv, py_Ref keywords)
{
    enum { ARGUMENTS_MOST = 60000 };
    VM *const pk = pk_current_vm;
    if (too_deep())
        return false;
    py_StackRef const named = py_pushtmp(), kept = py_pushtmp();
    *kept = *(py_TValue *)py_touserdata(self);
    py_TValue *const parts = native_slots(kept);
    *named = parts[PARTIAL_KEYWORDS];
    if (keywords != NULL && !merge(named, &parts[PARTIAL_KEYWORDS], keywords))
        return false;
    const int held = py_tuple_len(&parts[PARTIAL_ARGUMENTS]), pairs = py_dict_len(named);
    if (argc + held > ARGUMENTS_MOST || pairs > ARGUMENTS_MOST)
        return TypeError("a function cannot take so many arguments");
    if (!call_has_room(pk, pk->stack.sp, argc + held + 2 * pairs + 2))
        return false;
    py_push(&parts[PARTIAL_FUNCTION]);
    py_pushnil();
    memcpy(pk->stack.sp, native_slots(&parts[PARTIAL_ARGUMENTS]), (size_t)held * sizeof *argv);
    pk->stack.sp += held;
    memcpy(pk->stack.sp, argv, (size_t)argc * sizeof *argv);
    pk->stack.sp += argc;
    if (pairs > 0 && !py_dict_apply(named, push_pair, pk))
        return false;
    return py_vectorcall((uint16_t)(argc + held), (uint16_t)pairs);
}

static bool partial_call(int argc, py_Ref argv)
{
    return call_partial(argv, argc - 1, argv + 1, NULL);
}

static bool partial_call_keywords(int argc, py_Ref argv)
{
    enum { SELF, ARGUMENTS, KEYWORDS };
    (void)argc;
    return call_partial(&argv[SELF], py_tuple_len(&argv[ARGUMENTS]), native_slots(&argv[ARGUMENTS]),
                        &argv[KEYWORDS]);
}

/* "functools.partial(f, 1, b=2)" */
static bool partial_repr(int argc, py_Ref argv)
{
    (void)argc;
    pkhost_vm *const vm = pkhost_here;
    shown s;
    if (too_deep())
        return false;
    if (show_begin(vm, &s, argv)) {
        py_newstr(py_retval(), "...");
        return true;
    }
    const py_TValue *const parts = partial_parts(argv);
    py_StackRef const pieces = py_pushtmp(), held = py_pushtmp();
    *held = *(py_TValue *)py_touserdata(argv);
    py_newlist(pieces);
    py_TValue function = parts[PARTIAL_FUNCTION];
    const py_TValue arguments = parts[PARTIAL_ARGUMENTS];
    py_StackRef const named = py_pushtmp();
    *named = parts[PARTIAL_KEYWORDS];
    bool ok = py_repr(&function);
    if (ok)
        py_list_append(pieces, py_retval());
    for (int i = 0; ok && i < py_tuple_len((py_Ref)&arguments); i++) {
        ok = py_repr(&native_slots(&arguments)[i]);
        if (ok)
            py_list_append(pieces, py_retval());
    }
    const Dict *const dict = py_touserdata(named);
    for (int i = 0; ok && i < dict->entries.length; i++) {
        py_StackRef const pair = py_pushtmp();
        py_pushtmp();
        pair[0] = c11__at(DictEntry, &dict->entries, i)->key;
        pair[1] = c11__at(DictEntry, &dict->entries, i)->val;
        if (!is_nil(&pair[0])) {
            c11_sbuf text;
            ok = py_repr(&pair[1]);
            if (ok) {
                pair[1] = *py_retval();
                ok = py_str(&pair[0]);
            }
            if (ok) {
                pair[0] = *py_retval();
                c11_sbuf__ctor(&text);
                pk_sprintf(&text, "%v=%v", py_tosv(&pair[0]), py_tosv(&pair[1]));
                c11_sbuf__py_submit(&text, &pair[0]);
                py_list_append(pieces, &pair[0]);
            }
        }
        pk_current_vm->stack.sp = pair;
    }
    if (ok) {
        c11_sbuf text;
        c11_sbuf__ctor(&text);
        if (argv->type == region_of(pk_current_vm)->partial)
            c11_sbuf__write_cstr(&text, "functools.");
        native_write_name(&text, argv);
        for (int i = 0; i < py_list_len(pieces); i++) {
            c11_sbuf__write_cstr(&text, i == 0 ? "(" : ", ");
            c11_sbuf__write_sv(&text, py_tosv(py_list_getitem(pieces, i)));
        }
        c11_sbuf__write_char(&text, ')');
        c11_sbuf__py_submit(&text, py_retval());
    }
    pk_current_vm->stack.sp = pieces;
    show_end(vm, &s);
    return ok;
}

static bool give_part(py_Ref self, int part)
{
    *py_retval() = partial_parts(self)[part];
    return true;
}

static bool partial_func(int argc, py_Ref argv)
{
    return (void)argc, give_part(argv, PARTIAL_FUNCTION);
}
static bool partial_args(int argc, py_Ref argv)
{
    return (void)argc, give_part(argv, PARTIAL_ARGUMENTS);
}
static bool partial_keywords(int argc, py_Ref argv)
{
    return (void)argc, give_part(argv, PARTIAL_KEYWORDS);
}

/* (class, (function,), (function, arguments, keywords, attributes)) */
static bool partial_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const parts = partial_parts(argv);
    py_StackRef const result = py_pushtmp();
    py_ObjectRef const given = py_newtuple(result, 3);
    given[0] = *py_tpobject(argv->type);
    given[1] = given[2] = *py_None();
    py_newtuple(&given[1], 1)[0] = parts[PARTIAL_FUNCTION];
    py_ObjectRef const state = py_newtuple(&given[2], PARTIAL_PARTS + 1);
    memcpy(state, parts, PARTIAL_PARTS * sizeof *state);
    state[PARTIAL_PARTS] = *py_None();
    if (py_dict_len(&state[PARTIAL_KEYWORDS]) == 0)
        state[PARTIAL_KEYWORDS] = *py_None();
    if (!py_getattr(argv, py_name("__dict__")))
        return false;
    if (py_bool(py_retval()) > 0)
        state[PARTIAL_PARTS] = *py_retval();
    *py_retval() = *result;
    py_pop();
    return true;
}

static bool partial_setstate(int argc, py_Ref argv)
{
    if (argc != 2 || boxed_value(&argv[1])->type != tp_tuple)
        return TypeError("invalid partial state");
    /* Of classes derived from tuple and dict, what these hold. */
    const py_TValue given = *boxed_value(&argv[1]);
    if (py_tuple_len((py_Ref)&given) != PARTIAL_PARTS + 1)
        return TypeError("invalid partial state");
    py_StackRef const state = pk_current_vm->stack.sp;
    for (int i = 0; i <= PARTIAL_PARTS; i++)
        py_push(&native_slots(&given)[i]);
    state[PARTIAL_ARGUMENTS] = *boxed_value(&state[PARTIAL_ARGUMENTS]);
    const bool is_dict = py_isinstance(&state[PARTIAL_KEYWORDS], tp_dict);
    if (!py_callable(&state[PARTIAL_FUNCTION]) || state[PARTIAL_ARGUMENTS].type != tp_tuple
        || (!is_dict && state[PARTIAL_KEYWORDS].type != tp_NoneType))
        return TypeError("invalid partial state");
    if (state[PARTIAL_KEYWORDS].type != tp_dict) {
        py_StackRef const named = py_pushtmp();
        if (!merge(named, is_dict ? &state[PARTIAL_KEYWORDS] : NULL, NULL))
            return false;
        state[PARTIAL_KEYWORDS] = *named;
    }
    py_TValue own;
    memcpy(py_newtuple(&own, PARTIAL_PARTS), state, PARTIAL_PARTS * sizeof own);
    *(py_TValue *)py_touserdata(argv) = own;
    if (state[PARTIAL_PARTS].type == tp_NoneType)
        py_newdict(&state[PARTIAL_PARTS]);
    if (!py_setattr(argv, py_name("__dict__"), &state[PARTIAL_PARTS]))
        return false;
    pk_current_vm->stack.sp = state;
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------------------------------------------ */

void functools_tools_signatures(void)
{
    static const native_signature signatures[] = {
        { "cmp_to_key(mycmp)", cmp_to_key, NULL },
        { "K(self, /, obj)", key_call, NULL },
        { "partial(cls, /, *args, **kwargs)", partial_new, partial_new_keywords },
        { "partial(self, /, *args, **kwargs)", partial_call, partial_call_keywords },
    };
    signatures_add(signatures, COUNT(signatures));
}

void functools_tools_make(py_GlobalRef module)
{
    static const native of_key[] = {
        { "__new__", key_new }, { "__call__", key_call }, { "__lt__", key_lt },
        { "__le__", key_le },   { "__eq__", key_eq },     { "__ne__", key_ne },
        { "__gt__", key_gt },   { "__ge__", key_ge },
    };
    static const native of_partial[] = {
        { "__new__", partial_new },           { "__call__", partial_call },
        { "__repr__", partial_repr },         { "__reduce__", partial_reduce },
        { "__setstate__", partial_setstate },
    };
    struct region *const r = region_of(pk_current_vm);
    py_bindfunc(module, "reduce", reduce);
    py_bindfunc(module, "cmp_to_key", cmp_to_key);
    r->key_wrapper = native_type(module, "functools", "KeyWrapper", of_key, COUNT(of_key));
    py_setdict(py_tpobject(r->key_wrapper), __hash__, py_None());
    py_bindproperty(r->key_wrapper, "obj", key_object, key_set_object);
    r->partial = native_type(module, "functools", "partial", of_partial, COUNT(of_partial));
    native_type_holds(r->partial);
    native_type_has_dict(r->partial);
    py_bindproperty(r->partial, "func", partial_func, NULL);
    py_bindproperty(r->partial, "args", partial_args, NULL);
    py_bindproperty(r->partial, "keywords", partial_keywords, NULL);
}

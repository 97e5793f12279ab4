/* itertools_groups.c -- groupby and tee. */
#include "base/current.h"
#include "base/macros.h"
#include "language/callables.h"
#include "language/signatures.h"
#include "memory/region.h"
#include "python/arithmetic.h"
#include "python/itertools.h"
#include "python/native_types.h"

/* ------------------------------------------------------------------------ groupby */

/* The item that was taken last and its key; the key of the group that was given last, and the
 * iterator of that group, which no longer gives anything when another group's turn has come. */
enum {
    GROUP_ITERATOR,
    GROUP_FUNCTION,
    GROUP_KEY,
    GROUP_VALUE,
    GROUP_TARGET,
    GROUP_PART,
    GROUP_SLOTS
};
enum { PART_OF, PART_TARGET, PART_SLOTS };

static bool groupby_bound(int argc, py_Ref argv)
{
    enum { ITERABLE = 1, KEY };
    (void)argc;
    if (!py_iter(&argv[ITERABLE]))
        return false;
    const py_TValue iterator = *py_retval();
    py_TValue made;
    native_make(&made, &argv[0], GROUP_SLOTS, 0);
    native_slots(&made)[GROUP_ITERATOR] = iterator;
    if (argv[KEY].type != tp_NoneType)
        native_slots(&made)[GROUP_FUNCTION] = argv[KEY];
    *py_retval() = made;
    return true;
}

static bool groupby_new(int argc, py_Ref argv)
{
    static const native_parameters p = { "groupby", 1, 2, { "iterable", "key" }, groupby_bound };
    return native_bind(&p, argc, argv);
}

/* Takes the next item: 1; 0: there is none; -1: an exception. */
static int take(py_TValue *slots)
{
    const int more = native_next(&slots[GROUP_ITERATOR]);
    if (more <= 0)
        return more;
    py_StackRef const item = py_pushtmp();
    *item = *py_retval();
    if (!is_nil(&slots[GROUP_FUNCTION]) && !native_call(&slots[GROUP_FUNCTION], 1, item))
        return -1;
    slots[GROUP_VALUE] = *item;
    slots[GROUP_KEY] = is_nil(&slots[GROUP_FUNCTION]) ? *item : *py_retval();
    py_pop();
    return 1;
}

/* Of two keys in slots, which code that compares them may change. */
static int are_equal(const py_TValue *a, const py_TValue *b)
{
    py_StackRef const keys = py_pushtmp();
    py_pushtmp();
    keys[0] = *a;
    keys[1] = *b;
    const int equal = py_isidentical(&keys[0], &keys[1]) ? 1 : py_equal(&keys[0], &keys[1]);
    pk_current_vm->stack.sp = keys;
    return equal;
}

static bool groupby_next(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue self = argv[0];
    py_TValue *const slots = native_slots(&self);
    py_newnil(&slots[GROUP_PART]);
    for (;;) {
        if (!is_nil(&slots[GROUP_KEY])) {
            if (is_nil(&slots[GROUP_TARGET]))
                break;
            const int same = are_equal(&slots[GROUP_TARGET], &slots[GROUP_KEY]);
            if (same < 0)
                return false;
            if (same == 0 && !is_nil(&slots[GROUP_KEY]))
                break;
        }
        const int more = take(slots);
        if (more <= 0)
            return more < 0 ? false : StopIteration();
    }
    py_TValue part;
    py_newobject(&part, region_of(pk_current_vm)->itertools_group, PART_SLOTS, 0);
    native_slots(&part)[PART_OF] = self;
    native_slots(&part)[PART_TARGET] = slots[GROUP_TARGET] = slots[GROUP_KEY];
    slots[GROUP_PART] = part;
    py_ObjectRef const pair = native_give_tuple(2);
    pair[0] = slots[GROUP_KEY];
    pair[1] = part;
    return true;
}

static bool part_next(int argc, py_Ref argv)
{
    (void)argc;
    const PyObject *const self = argv->_obj;
    const py_TValue *const own = native_slots(argv);
    py_TValue *const slots = native_slots(&own[PART_OF]);
    if (is_nil(&slots[GROUP_PART]) || slots[GROUP_PART]._obj != self)
        return StopIteration();
    if (is_nil(&slots[GROUP_VALUE])) {
        const int more = take(slots);
        if (more <= 0)
            return more < 0 ? false : StopIteration();
    }
    const int same = are_equal(&own[PART_TARGET], &slots[GROUP_KEY]);
    if (same <= 0)
        return same < 0 ? false : StopIteration();
    if (is_nil(&slots[GROUP_VALUE]))
        return StopIteration(); /* the comparison took it */
    *py_retval() = slots[GROUP_VALUE];
    py_newnil(&slots[GROUP_VALUE]);
    py_newnil(&slots[GROUP_KEY]);
    return true;
}

static bool groupby_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    py_TValue arguments[2] = { slots[GROUP_ITERATOR], slots[GROUP_FUNCTION] }, state;
    if (is_nil(&arguments[1]))
        arguments[1] = *py_None();
    if (is_nil(&slots[GROUP_KEY]) || is_nil(&slots[GROUP_VALUE]) || is_nil(&slots[GROUP_TARGET]))
        return native_give_reduction(argv, 2, arguments, NULL);
    py_ObjectRef const parts = py_newtuple(&state, 3);
    parts[0] = slots[GROUP_VALUE];
    parts[1] = slots[GROUP_TARGET];
    parts[2] = slots[GROUP_KEY];
    return native_give_reduction(argv, 2, arguments, &state);
}

static bool groupby_setstate(int argc, py_Ref argv)
{
    const py_TValue *const state = native_take_state(argc, argv, 3, 3);
    if (state == NULL)
        return false;
    py_TValue *const slots = native_slots(argv);
    slots[GROUP_VALUE] = state[0];
    slots[GROUP_TARGET] = state[1];
    slots[GROUP_KEY] = state[2];
    py_newnone(py_retval());
    return true;
}

static bool part_new(int argc, py_Ref argv)
{
    if (!native_expected("_grouper", argc - 1, 2, 2))
        return false;
    if (argv[1].type != region_of(pk_current_vm)->itertools_groupby)
        return TypeError("_grouper() argument 1 must be itertools.groupby, not %t", argv[1].type);
    py_TValue part;
    native_make(&part, &argv[0], PART_SLOTS, 0);
    native_slots(&part)[PART_OF] = argv[1];
    native_slots(&part)[PART_TARGET] = argv[2];
    native_slots(&argv[1])[GROUP_PART] = part;
    *py_retval() = part;
    return true;
}

static bool part_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const own = native_slots(argv), *const of = native_slots(&own[PART_OF]);
    if (!is_nil(&of[GROUP_PART]) && of[GROUP_PART]._obj == argv->_obj)
        return native_give_reduction(argv, PART_SLOTS, own, NULL);
    py_TValue arguments, nothing;
    py_newtuple(&nothing, 0);
    py_newtuple(&arguments, 1)[0] = nothing;
    py_ObjectRef const all = native_give_tuple(2); /* another group's turn has come */
    all[0] = *py_getbuiltin(py_name("iter"));
    all[1] = arguments;
    return true;
}

/* ---------------------------------------------------------------------------- tee */

/* What several iterators have in common: a chain of blocks with the items that one of them has
 * taken and another may not have.  A block that all have passed is garbage. */
enum { BLOCK_ITEMS = 57 };
enum {
    BLOCK_ITERATOR,
    BLOCK_NEXT,
    BLOCK_COUNT,
    BLOCK_BUSY,
    BLOCK_FIRST,
    BLOCK_SLOTS = BLOCK_FIRST + BLOCK_ITEMS
};
enum { TEE_BLOCK, TEE_INDEX, TEE_SLOTS };

static void block_make(py_OutRef out, const py_TValue *iterator)
{
    py_newobject(out, region_of(pk_current_vm)->itertools_tee_block, BLOCK_SLOTS, 0);
    py_TValue *const slots = native_slots(out);
    for (int i = 0; i < BLOCK_SLOTS; i++)
        py_newnil(&slots[i]);
    slots[BLOCK_ITERATOR] = *iterator;
    slots[BLOCK_COUNT] = int_value(0);
    py_newbool(&slots[BLOCK_BUSY], false);
}

static void tee_make(py_OutRef out, const py_TValue *block, int64_t index)
{
    const py_TValue kept = *block;
    py_newobject(out, region_of(pk_current_vm)->itertools_tee, TEE_SLOTS, 0);
    native_slots(out)[TEE_BLOCK] = kept;
    native_slots(out)[TEE_INDEX] = int_value(index);
}

/* Of an iterator in py_retval(), which one of these is made of; in py_retval(). */
static void tee_of_iterator(void)
{
    const py_TValue iterator = *py_retval();
    py_TValue block;
    if (iterator.type == region_of(pk_current_vm)->itertools_tee) {
        tee_make(py_retval(), &native_slots(&iterator)[TEE_BLOCK],
                 native_slots(&iterator)[TEE_INDEX]._i64);
        return;
    }
    block_make(&block, &iterator);
    tee_make(py_retval(), &block, 0);
}

static bool tee_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    py_StackRef const block = py_pushtmp();
    if (slots[TEE_INDEX]._i64 >= BLOCK_ITEMS) {
        py_TValue *const next = &native_slots(&slots[TEE_BLOCK])[BLOCK_NEXT];
        if (is_nil(next)) {
            py_TValue made;
            block_make(&made, &native_slots(&slots[TEE_BLOCK])[BLOCK_ITERATOR]);
            *next = made;
        }
        slots[TEE_BLOCK] = *next;
        slots[TEE_INDEX]._i64 = 0;
    }
    *block = slots[TEE_BLOCK];
    py_TValue *const shared = native_slots(block);
    const int64_t index = slots[TEE_INDEX]._i64;
    if (index >= shared[BLOCK_COUNT]._i64) {
        if (shared[BLOCK_BUSY]._bool)
            return RuntimeError("cannot re-enter the tee iterator");
        shared[BLOCK_BUSY]._bool = true;
        const int more = native_next(&shared[BLOCK_ITERATOR]);
        shared[BLOCK_BUSY]._bool = false;
        if (more <= 0)
            return more < 0 ? false : StopIteration();
        shared[BLOCK_FIRST + shared[BLOCK_COUNT]._i64++] = *py_retval();
    }
    *py_retval() = shared[BLOCK_FIRST + index];
    slots[TEE_INDEX]._i64 = index + 1;
    pk_current_vm->stack.sp = block;
    return true;
}

static bool tee_copy(int argc, py_Ref argv)
{
    (void)argc;
    *py_retval() = argv[0];
    tee_of_iterator();
    return true;
}

static bool tee_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    py_TValue nothing, state;
    py_newtuple(&nothing, 0);
    py_ObjectRef const parts = py_newtuple(&state, 2);
    parts[0] = slots[TEE_BLOCK];
    parts[1] = slots[TEE_INDEX];
    return native_give_reduction(argv, 1, &nothing, &state);
}

static bool tee_setstate(int argc, py_Ref argv)
{
    int64_t index;
    py_TValue *const state = native_take_state(argc, argv, 2, 2);
    if (state == NULL)
        return false;
    if (state[0].type != region_of(pk_current_vm)->itertools_tee_block)
        return TypeError("function argument 1 must be itertools._tee_dataobject, not %t",
                         state[0].type);
    if (!native_as_size(&state[1], &index))
        return false;
    if (index < 0 || index > BLOCK_ITEMS)
        return ValueError("Index out of range");
    py_TValue *const slots = native_slots(argv);
    slots[TEE_BLOCK] = native_slots(&argv[1])[0];
    slots[TEE_INDEX] = int_value(index);
    py_newnone(py_retval());
    return true;
}

/* _tee_dataobject(iterator, items, next block or None) */
static bool block_new(int argc, py_Ref argv)
{
    if (!native_expected("_tee_dataobject", argc - 1, 3, 3))
        return false;
    if (argv[2].type != tp_list)
        return TypeError("_tee_dataobject() argument 2 must be list, not %t", argv[2].type);
    const int count = py_list_len(&argv[2]);
    const bool has_next = argv[3].type != tp_NoneType;
    if (count > BLOCK_ITEMS || (has_next && count < BLOCK_ITEMS)
        || (has_next && argv[3].type != region_of(pk_current_vm)->itertools_tee_block))
        return ValueError("Invalid arguments");
    py_TValue made;
    block_make(&made, &argv[1]);
    py_TValue *const slots = native_slots(&made);
    for (int i = 0; i < count; i++)
        slots[BLOCK_FIRST + i] = *py_list_getitem(&argv[2], i);
    slots[BLOCK_COUNT] = int_value(count);
    if (has_next)
        slots[BLOCK_NEXT] = argv[3];
    *py_retval() = made;
    return true;
}

static bool block_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    const int count = (int)slots[BLOCK_COUNT]._i64;
    py_TValue arguments[3] = { slots[BLOCK_ITERATOR] };
    py_newlistn(&arguments[1], count);
    for (int i = 0; i < count; i++)
        *py_list_getitem(&arguments[1], i) = slots[BLOCK_FIRST + i];
    arguments[2] = is_nil(&slots[BLOCK_NEXT]) ? *py_None() : slots[BLOCK_NEXT];
    return native_give_reduction(argv, 3, arguments, NULL);
}

static bool tee_new(int argc, py_Ref argv)
{
    if (!native_expected("_tee", argc - 1, 1, 1) || !py_iter(&argv[1]))
        return false;
    tee_of_iterator();
    return true;
}

/* What has a __copy__ of its own is copied by that. */
static bool copy_of(py_Ref iterator)
{
    py_Ref const method = py_tpfindmagic(iterator->type, py_name("__copy__"));
    return method != NULL && call_special(method, 1, iterator);
}

static bool tee(int argc, py_Ref argv)
{
    enum { MOST = 1 << 24 };
    int64_t count = 2;
    if (!native_expected("tee", argc, 1, 2))
        return false;
    if (argc == 2) {
        if (!native_as_size(&argv[1], &count))
            return false;
        if (count < 0)
            return ValueError("n must be >= 0");
        if (count > MOST)
            return memory_error("too many iterators");
    }
    py_StackRef const result = py_pushtmp(), iterator = py_pushtmp();
    py_ObjectRef const items = py_newtuple(result, (int)count);
    for (int64_t i = 0; i < count; i++)
        items[i] = *py_None();
    py_newnil(iterator);
    if (count > 0) {
        if (!py_iter(&argv[0]))
            return false;
        *iterator = *py_retval();
        if (py_tpfindmagic(iterator->type, py_name("__copy__")) == NULL) {
            tee_of_iterator();
            *iterator = *py_retval();
        }
        items[0] = *iterator;
    }
    for (int64_t i = 1; i < count; i++) {
        if (!copy_of(iterator))
            return false;
        items[i] = *py_retval();
    }
    *py_retval() = *result;
    pk_current_vm->stack.sp = result;
    return true;
}

/* ------------------------------------------------------------------------------------ */

void itertools_groups_signatures(void)
{
    static const native_signature signatures[] = {
        { "groupby(cls, /, iterable, key=)", groupby_new, groupby_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}

void itertools_make_groups(py_GlobalRef module)
{
    static const native of_groupby[] = {
        { "__new__", groupby_new },           { "__iter__", native_type_itself },
        { "__next__", groupby_next },         { "__reduce__", groupby_reduce },
        { "__setstate__", groupby_setstate },
    };
    static const native of_part[] = {
        { "__new__", part_new },
        { "__iter__", native_type_itself },
        { "__next__", part_next },
        { "__reduce__", part_reduce },
    };
    static const native of_tee[] = {
        { "__new__", tee_new },       { "__iter__", native_type_itself },
        { "__next__", tee_next },     { "__copy__", tee_copy },
        { "__reduce__", tee_reduce }, { "__setstate__", tee_setstate },
    };
    static const native of_block[] = { { "__new__", block_new }, { "__reduce__", block_reduce } };
    struct region *const r = region_of(pk_current_vm);
    r->itertools_groupby =
        native_type(module, "itertools", "groupby", of_groupby, COUNT(of_groupby));
    r->itertools_group = native_type(module, "itertools", "_grouper", of_part, COUNT(of_part));
    r->itertools_tee = native_type(module, "itertools", "_tee", of_tee, COUNT(of_tee));
    r->itertools_tee_block =
        native_type(module, "itertools", "_tee_dataobject", of_block, COUNT(of_block));
    py_bindfunc(module, "tee", tee);
}

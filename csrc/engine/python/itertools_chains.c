/* itertools_chains.c -- chain, islice, accumulate and pairwise. */
#include "base/current.h"
#include "base/macros.h"
#include "language/signatures.h"
#include "memory/region.h"
#include "python/itertools.h"
#include "python/native_types.h"

/* -------------------------------------------------------------------------- chain */

/* The iterables that are still to come, and the iterator of the one whose turn it is; each nil when
 * there is none. */
enum { CHAIN_SOURCE, CHAIN_ACTIVE, CHAIN_SLOTS };

/* `source`: an iterable of iterables, on the value stack. */
static bool chain_make(py_Ref class, py_Ref source)
{
    if (!py_iter(source))
        return false;
    *source = *py_retval();
    py_TValue made;
    native_make(&made, class, CHAIN_SLOTS, 0);
    native_slots(&made)[CHAIN_SOURCE] = *source;
    *py_retval() = made;
    return true;
}

static bool chain_new(int argc, py_Ref argv)
{
    py_StackRef const iterables = py_pushtmp();
    py_ObjectRef const items = py_newtuple(iterables, argc - 1);
    for (int i = 1; i < argc; i++)
        items[i - 1] = argv[i];
    const bool ok = chain_make(&argv[0], iterables);
    pk_current_vm->stack.sp = iterables;
    return ok;
}

/* A class method: what it is found through comes first. */
static bool chain_from_iterable(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("chain.from_iterable() takes exactly one argument (%d given)", argc - 1);
    if (!native_is_maker_of(chain_new, &argv[0]))
        return false;
    py_StackRef const iterable = py_pushtmp();
    *iterable = argv[1];
    const bool ok = chain_make(&argv[0], iterable);
    pk_current_vm->stack.sp = iterable;
    return ok;
}

static bool chain_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    for (;;) {
        if (!is_nil(&slots[CHAIN_ACTIVE])) {
            const int more = native_next(&slots[CHAIN_ACTIVE]);
            if (LIKELY(more != 0))
                return more > 0;
            py_newnil(&slots[CHAIN_ACTIVE]);
        }
        if (is_nil(&slots[CHAIN_SOURCE]))
            return StopIteration();
        const int more = native_next(&slots[CHAIN_SOURCE]);
        if (more <= 0) {
            py_newnil(&slots[CHAIN_SOURCE]);
            return more < 0 ? false : StopIteration();
        }
        py_StackRef const iterable = py_pushtmp();
        *iterable = *py_retval();
        if (!py_iter(iterable)) {
            py_newnil(&slots[CHAIN_SOURCE]);
            return false;
        }
        slots[CHAIN_ACTIVE] = *py_retval();
        py_pop();
    }
}

static bool chain_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    if (is_nil(&slots[CHAIN_SOURCE]) && is_nil(&slots[CHAIN_ACTIVE]))
        return native_give_reduction(argv, 0, NULL, NULL);
    py_TValue state;
    const bool has_active = !is_nil(&slots[CHAIN_ACTIVE]);
    py_ObjectRef const parts = py_newtuple(&state, has_active ? 2 : 1);
    parts[0] = slots[CHAIN_SOURCE];
    if (is_nil(&parts[0])) /* the active one is the last */
        py_newtuple(&parts[0], 0);
    if (has_active)
        parts[1] = slots[CHAIN_ACTIVE];
    py_StackRef const kept = py_pushtmp();
    *kept = state;
    if (is_nil(&slots[CHAIN_SOURCE])) {
        py_TValue none = native_slots(kept)[0];
        if (!py_iter(&none))
            return false;
        native_slots(kept)[0] = *py_retval();
    }
    const bool ok = native_give_reduction(argv, 0, NULL, kept);
    py_pop();
    return ok;
}

static bool is_iterator(const py_TValue *value)
{
    return py_tpfindmagic(value->type, __next__) != NULL;
}

static bool chain_setstate(int argc, py_Ref argv)
{
    if (argc == 2 && argv[1].type == tp_tuple && py_tuple_len(&argv[1]) == 0)
        return TypeError("function missing required argument (pos 1)");
    py_TValue *const state = native_take_state(argc, argv, 1, 2);
    if (state == NULL)
        return false;
    const bool has_active = py_tuple_len(&argv[1]) == 2;
    if (!is_iterator(&state[0]) || (has_active && !is_iterator(&state[1])))
        return TypeError("Arguments must be iterators.");
    py_TValue *const slots = native_slots(argv);
    slots[CHAIN_SOURCE] = state[0];
    if (has_active)
        slots[CHAIN_ACTIVE] = state[1];
    else
        py_newnil(&slots[CHAIN_ACTIVE]);
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------------------------------- islice */

enum { ISLICE_ITERATOR, ISLICE_NEXT, ISLICE_STOP, ISLICE_STEP, ISLICE_COUNT, ISLICE_SLOTS };

/* None, which leaves *out, or an index that is not negative. */
static bool take_place(py_Ref value, int64_t *out, int64_t least, const char *wrong)
{
    if (value->type == tp_NoneType)
        return true;
    if (native_as_size(value, out)) {
        if (*out >= least)
            return true;
    } else {
        if (!py_matchexc(tp_Exception))
            return false;
        py_clearexc(NULL);
    }
    return ValueError("%s", wrong);
}

static bool islice_new(int argc, py_Ref argv)
{
    int64_t start = 0, stop = -1, step = 1;
    if (!native_expected("islice", argc - 1, 2, 4))
        return false;
    if (argc == 3) {
        if (!take_place(&argv[2], &stop, 0,
                        "Stop argument for islice() must be None or an integer: "
                        "0 <= x <= sys.maxsize."))
            return false;
    } else {
        const char *const wrong = "Indices for islice() must be None or an integer: "
                                  "0 <= x <= sys.maxsize.";
        if (!take_place(&argv[2], &start, 0, wrong) || !take_place(&argv[3], &stop, 0, wrong)
            || (argc == 5
                && !take_place(&argv[4], &step, 1,
                               "Step for islice() must be a positive integer or None.")))
            return false;
    }
    if (!py_iter(&argv[1]))
        return false;
    const py_TValue iterator = *py_retval();
    py_TValue made;
    native_make(&made, &argv[0], ISLICE_SLOTS, 0);
    py_TValue *const slots = native_slots(&made);
    slots[ISLICE_ITERATOR] = iterator;
    slots[ISLICE_NEXT] = int_value(start);
    slots[ISLICE_STOP] = int_value(stop);
    slots[ISLICE_STEP] = int_value(step);
    slots[ISLICE_COUNT] = int_value(0);
    *py_retval() = made;
    return true;
}

static bool islice_end(py_TValue *slots, int more)
{
    py_newnil(&slots[ISLICE_ITERATOR]);
    return more < 0 ? false : StopIteration();
}

static bool islice_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    const int64_t stop = slots[ISLICE_STOP]._i64;
    while (!is_nil(&slots[ISLICE_ITERATOR]) && slots[ISLICE_COUNT]._i64 < slots[ISLICE_NEXT]._i64) {
        const int more = native_next(&slots[ISLICE_ITERATOR]);
        if (more <= 0)
            return islice_end(slots, more);
        slots[ISLICE_COUNT]._i64++;
    }
    if (is_nil(&slots[ISLICE_ITERATOR]))
        return StopIteration();
    if (stop != -1 && slots[ISLICE_COUNT]._i64 >= stop)
        return islice_end(slots, 0);
    const int more = native_next(&slots[ISLICE_ITERATOR]);
    if (more <= 0)
        return islice_end(slots, more);
    slots[ISLICE_COUNT]._i64++;
    int64_t next;
    if (__builtin_add_overflow(slots[ISLICE_NEXT]._i64, slots[ISLICE_STEP]._i64, &next)
        || (stop != -1 && next > stop))
        next = stop == -1 ? INT64_MAX : stop;
    slots[ISLICE_NEXT]._i64 = next;
    return true;
}

static bool islice_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    py_TValue arguments[4], state = slots[ISLICE_COUNT];
    if (is_nil(&slots[ISLICE_ITERATOR])) { /* of nothing */
        py_TValue none;
        py_newlist(&none);
        if (!py_iter(&none))
            return false;
        arguments[0] = *py_retval();
        arguments[1] = state = int_value(0);
        return native_give_reduction(argv, 2, arguments, &state);
    }
    arguments[0] = slots[ISLICE_ITERATOR];
    arguments[1] = slots[ISLICE_NEXT];
    arguments[2] = slots[ISLICE_STOP]._i64 == -1 ? *py_None() : slots[ISLICE_STOP];
    arguments[3] = slots[ISLICE_STEP];
    return native_give_reduction(argv, 4, arguments, &state);
}

static bool islice_setstate(int argc, py_Ref argv)
{
    int64_t count;
    if (argc != 2)
        return TypeError("islice.__setstate__() takes exactly one argument (%d given)", argc - 1);
    if (!native_as_size(&argv[1], &count))
        return false;
    native_slots(argv)[ISLICE_COUNT] = int_value(count < 0 ? 0 : count);
    py_newnone(py_retval());
    return true;
}

/* --------------------------------------------------------------------- accumulate */

enum { SUM_ITERATOR, SUM_FUNCTION, SUM_TOTAL, SUM_INITIAL, SUM_SLOTS };

static bool accumulate_bound(int argc, py_Ref argv)
{
    enum { ITERABLE = 1, FUNCTION, INITIAL };
    (void)argc;
    if (!py_iter(&argv[ITERABLE]))
        return false;
    const py_TValue iterator = *py_retval();
    py_TValue made;
    native_make(&made, &argv[0], SUM_SLOTS, 0);
    py_TValue *const slots = native_slots(&made);
    slots[SUM_ITERATOR] = iterator;
    if (argv[FUNCTION].type != tp_NoneType)
        slots[SUM_FUNCTION] = argv[FUNCTION];
    if (argv[INITIAL].type != tp_NoneType)
        slots[SUM_INITIAL] = argv[INITIAL];
    *py_retval() = made;
    return true;
}

static bool accumulate_new(int argc, py_Ref argv)
{
    static const native_parameters p = {
        "accumulate", 1, 2, { "iterable", "func" }, accumulate_bound
    };
    if (argc > 3)
        return TypeError("accumulate() takes at most 2 positional arguments (%d given)", argc - 1);
    return native_bind(&p, argc, argv);
}

static bool add(py_Ref left, py_Ref right)
{
    py_TValue sum = int_value(0);
    if (LIKELY(left->type == tp_int && right->type == tp_int
               && !__builtin_add_overflow(left->_i64, right->_i64, &sum._i64))) {
        *py_retval() = sum;
        return true;
    }
    return py_binaryadd(left, right);
}

static bool accumulate_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    if (!is_nil(&slots[SUM_INITIAL])) {
        slots[SUM_TOTAL] = *py_retval() = slots[SUM_INITIAL];
        py_newnil(&slots[SUM_INITIAL]);
        return true;
    }
    const int more = native_next(&slots[SUM_ITERATOR]);
    if (more <= 0)
        return more < 0 ? false : StopIteration();
    if (is_nil(&slots[SUM_TOTAL])) {
        slots[SUM_TOTAL] = *py_retval();
        return true;
    }
    py_StackRef const operands = py_pushtmp();
    py_pushtmp();
    operands[0] = slots[SUM_TOTAL];
    operands[1] = *py_retval();
    if (is_nil(&slots[SUM_FUNCTION]) ? !add(&operands[0], &operands[1])
                                     : !native_call(&slots[SUM_FUNCTION], 2, operands))
        return false;
    slots[SUM_TOTAL] = *py_retval();
    pk_current_vm->stack.sp = operands;
    return true;
}

/* chain((first,), iterator), in py_retval(). */
static bool put_before(const py_TValue *first, const py_TValue *iterator)
{
    py_StackRef const both = py_pushtmp();
    py_ObjectRef const parts = py_newtuple(both, 2);
    py_newnil(&parts[0]);
    py_newtuple(&parts[0], 1)[0] = *first;
    parts[1] = *iterator;
    const bool ok = chain_make(py_tpobject(region_of(pk_current_vm)->itertools_chain), both);
    pk_current_vm->stack.sp = both;
    return ok;
}

/* A total that is None cannot be told from one that is not there: it becomes the first item again,
 * which is left out then. */
static bool accumulate_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    py_TValue arguments[2] = { slots[SUM_ITERATOR], slots[SUM_FUNCTION] };
    if (is_nil(&arguments[1]))
        arguments[1] = *py_None();
    if (!is_nil(&slots[SUM_INITIAL])) {
        if (!put_before(&slots[SUM_INITIAL], &slots[SUM_ITERATOR]))
            return false;
        arguments[0] = *py_retval();
        return native_give_reduction(argv, 2, arguments, py_None());
    }
    if (slots[SUM_TOTAL].type != tp_NoneType)
        return native_give_reduction(argv, 2, arguments,
                                     is_nil(&slots[SUM_TOTAL]) ? py_None() : &slots[SUM_TOTAL]);
    if (!put_before(&slots[SUM_TOTAL], &slots[SUM_ITERATOR]))
        return false;
    py_TValue made, kept = *py_retval();
    native_make(&made, py_tpobject(argv->type), SUM_SLOTS, 0);
    native_slots(&made)[SUM_ITERATOR] = kept;
    native_slots(&made)[SUM_FUNCTION] = slots[SUM_FUNCTION];
    py_TValue of_slice[3] = { made, int_value(1), *py_None() };
    py_TValue given;
    py_ObjectRef const parts = py_newtuple(&given, 3);
    for (int i = 0; i < 3; i++)
        parts[i] = of_slice[i];
    py_ObjectRef const all = native_give_tuple(2);
    all[0] = *py_tpobject(region_of(pk_current_vm)->itertools_islice);
    all[1] = given;
    return true;
}

static bool accumulate_setstate(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("accumulate.__setstate__() takes exactly one argument (%d given)",
                         argc - 1);
    py_TValue *const total = &native_slots(argv)[SUM_TOTAL];
    if (argv[1].type == tp_NoneType)
        py_newnil(total); /* there is none yet */
    else
        *total = argv[1];
    py_newnone(py_retval());
    return true;
}

/* ----------------------------------------------------------------------- pairwise */

enum { PAIR_ITERATOR, PAIR_BEFORE, PAIR_SLOTS };

static bool pairwise_new(int argc, py_Ref argv)
{
    if (!native_expected("pairwise", argc - 1, 1, 1) || !py_iter(&argv[1]))
        return false;
    const py_TValue iterator = *py_retval();
    py_TValue made;
    native_make(&made, &argv[0], PAIR_SLOTS, 0);
    native_slots(&made)[PAIR_ITERATOR] = iterator;
    *py_retval() = made;
    return true;
}

static bool pairwise_end(py_TValue *slots, int more)
{
    py_newnil(&slots[PAIR_ITERATOR]);
    py_newnil(&slots[PAIR_BEFORE]);
    return more < 0 ? false : StopIteration();
}

static bool pairwise_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    if (is_nil(&slots[PAIR_ITERATOR]))
        return StopIteration();
    if (is_nil(&slots[PAIR_BEFORE])) {
        const int more = native_next(&slots[PAIR_ITERATOR]);
        if (more <= 0)
            return pairwise_end(slots, more);
        slots[PAIR_BEFORE] = *py_retval();
        if (is_nil(&slots[PAIR_ITERATOR])) /* it was asked itself meanwhile, and came to its end */
            return pairwise_end(slots, 0);
    }
    py_StackRef const before = py_pushtmp();
    *before = slots[PAIR_BEFORE];
    const int more = native_next(&slots[PAIR_ITERATOR]);
    if (more <= 0)
        return pairwise_end(slots, more);
    const py_TValue now = *py_retval();
    slots[PAIR_BEFORE] = now;
    py_ObjectRef const pair = native_give_tuple(2);
    pair[0] = *before;
    pair[1] = now;
    py_pop();
    return true;
}

/* ------------------------------------------------------------------------------------ */

void itertools_chains_signatures(void)
{
    static const native_signature signatures[] = {
        { "accumulate(cls, /, iterable, func=, *, initial=)", accumulate_new, accumulate_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}

void itertools_make_chains(py_GlobalRef module)
{
    static const native of_chain[] = {
        { "__new__", chain_new },           { "__iter__", native_type_itself },
        { "__next__", chain_next },         { "__reduce__", chain_reduce },
        { "__setstate__", chain_setstate },
    };
    static const native of_islice[] = {
        { "__new__", islice_new },           { "__iter__", native_type_itself },
        { "__next__", islice_next },         { "__reduce__", islice_reduce },
        { "__setstate__", islice_setstate },
    };
    static const native of_accumulate[] = {
        { "__new__", accumulate_new },           { "__iter__", native_type_itself },
        { "__next__", accumulate_next },         { "__reduce__", accumulate_reduce },
        { "__setstate__", accumulate_setstate },
    };
    static const native of_pairwise[] = {
        { "__new__", pairwise_new },
        { "__iter__", native_type_itself },
        { "__next__", pairwise_next },
    };
    const py_Type chain = native_type(module, "itertools", "chain", of_chain, COUNT(of_chain));
    native_class_method(chain, "from_iterable", chain_from_iterable);
    struct region *const r = region_of(pk_current_vm);
    r->itertools_chain = chain;
    r->itertools_islice = native_type(module, "itertools", "islice", of_islice, COUNT(of_islice));
    native_type(module, "itertools", "accumulate", of_accumulate, COUNT(of_accumulate));
    native_type(module, "itertools", "pairwise", of_pairwise, COUNT(of_pairwise));
}

/* sequence_methods.c -- list and tuple, as CPython has them: dialect "python".
 *
 * A list may change while its items are compared, or while another iterable is read: what points into
 * it is looked at anew after each such call. */
#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/arguments.h"
#include "interpose/natives.h"
#include "language/exception_types.h"
#include "python/arithmetic.h"
#include "python/install.h"
#include "python/number_operators.h"
#include "python/slice_bounds.h"
#include "stop/steps.h"

#include "pocketpy/interpreter/types.h"

#include <string.h>

/* No VM has room for more items. */
enum { ITEMS_MOST = 1 << 26 };

static bool is_list(py_Ref value)
{
    return value->type == tp_list || py_isinstance(value, tp_list);
}

static int count_of(py_Ref sequence)
{
    py_TValue *items;
    return sequence_items(sequence, &items);
}

/* An item as it is now; false: there are fewer. */
static bool item_at(py_Ref sequence, int i, py_TValue *out)
{
    py_TValue *items;
    if (i >= sequence_items(sequence, &items))
        return false;
    *out = items[i];
    return true;
}

/* ------------------------------------------------------------------------------ getting */

/* An index, which may be negative: where it is in `length`; -1 and an exception: nowhere. */
static bool take_index(const char *type, const char *what, py_Ref sequence, py_Ref given,
                       int64_t *out)
{
    py_TValue index;
    integer i;
    if (given->type == tp_int) {
        *out = given->_i64;
    } else {
        if (!integer_index_is_possible(given))
            return TypeError("%s indices must be integers or slices, not %t", type, given->type);
        if (!integer_index(given, &index))
            return false;
        integer_read(&index, &i);
        if (!integer_as_int64(&i, out))
            return IndexError("cannot fit '%t' into an index-sized integer", given->type);
    }
    const int64_t length = count_of(sequence);
    if (*out < 0)
        *out += length;
    return (*out >= 0 && *out < length) || IndexError("%s %sindex out of range", type, what);
}

/* The items of the sequence as long as it is once the slice's numbers are known. */
static bool take_slice(py_Ref sequence, py_Ref given, slice_items *s)
{
    slice_numbers numbers;
    if (!slice_read(given, &numbers))
        return false;
    *s = slice_select(&numbers, count_of(sequence));
    return true;
}

static bool getitem(const char *type, bool to_tuple, int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (LIKELY(argv[1].type == tp_int)) {
        py_TValue *items;
        const int64_t length = sequence_items(&argv[0], &items), given = argv[1]._i64;
        const int64_t index = given < 0 ? given + length : given;
        if (UNLIKELY(index < 0 || index >= length))
            return IndexError("%s index out of range", type);
        *py_retval() = items[index];
        return true;
    }
    if (argv[1].type != tp_slice) {
        int64_t index;
        return take_index(type, "", &argv[0], &argv[1], &index)
               && item_at(&argv[0], (int)index, py_retval());
    }
    slice_items s;
    if (!take_slice(&argv[0], &argv[1], &s))
        return false;
    py_TValue made, *from;
    py_TValue *to;
    if (to_tuple) {
        to = py_newtuple(&made, (int)s.count);
    } else {
        py_newlistn(&made, (int)s.count);
        to = s.count > 0 ? py_list_data(&made) : NULL;
    }
    sequence_items(&argv[0], &from);
    for (int64_t i = 0; i < s.count; i++)
        to[i] = from[s.start + i * s.step];
    *py_retval() = made;
    return true;
}

static bool list_getitem(int argc, py_Ref argv) { return getitem("list", false, argc, argv); }
static bool tuple_getitem(int argc, py_Ref argv) { return getitem("tuple", true, argc, argv); }

/* ------------------------------------------------------------------- setting, deleting */

/* The items of any iterable in a new list of their own, on the value stack. */
static bool as_new_list(py_StackRef to, py_Ref iterable, const char *message)
{
    const py_Type type = iterable->type;
    if (class_find_in(type, __iter__) == NULL && class_find_in(type, __getitem__) == NULL)
        return TypeError("%s", message);
    py_TValue argument = *iterable;
    if (!py_tpcall(tp_list, 1, &argument))
        return false;
    *to = *py_retval();
    return true;
}

/* list[start:start + removed] = items[0:count] */
static void splice(List *list, int64_t start, int64_t removed, const py_TValue *items,
                   int64_t count)
{
    const int64_t length = list->length, tail = length - start - removed;
    for (int64_t i = length; i < length + count - removed; i++)
        c11_vector__emplace(list); /* room, and as many items more */
    py_TValue *const data = list->data;
    if (tail > 0)
        memmove(data + start + count, data + start + removed, (size_t)tail * sizeof *data);
    if (count > 0)
        memcpy(data + start, items, (size_t)count * sizeof *data);
    list->length = (int)(length + count - removed);
}

static bool set_slice(py_Ref self, py_Ref given, py_Ref value)
{
    slice_items s;
    slice_numbers numbers;
    if (!slice_read(given, &numbers))
        return false;
    py_StackRef const items = stack_keep(py_None());
    if (!as_new_list(items, value,
                     numbers.step == 1 ? "can only assign an iterable"
                                       : "must assign iterable to extended slice")
        || !take_slice(self, given, &s))
        return false;
    List *const list = py_touserdata(self);
    const int64_t count = py_list_len(items);
    bool ok = true;
    if (s.step == 1) {
        if (list->length + count > ITEMS_MOST)
            ok = memory_error("a list is too long");
        else
            splice(list, s.start, s.stop > s.start ? s.stop - s.start : 0,
                   count > 0 ? py_list_data(items) : NULL, count);
    } else if (count != s.count) {
        ok = ValueError("attempt to assign sequence of size %d to extended slice of size %d",
                        (int)count, (int)s.count);
    } else {
        for (int64_t i = 0; i < count; i++)
            c11__at(py_TValue, list, 0)[s.start + i * s.step] = py_list_data(items)[i];
    }
    pk_current_vm->stack.sp = items;
    return ok;
}

static bool delete_slice(py_Ref self, py_Ref given)
{
    slice_items s;
    if (!take_slice(self, given, &s))
        return false;
    List *const list = py_touserdata(self);
    if (s.count == 0)
        return true;
    if (s.step < 0) { /* the same items, upwards */
        s.start += (s.count - 1) * s.step;
        s.step = -s.step;
    }
    py_TValue *const data = list->data;
    int64_t kept = s.start;
    for (int64_t i = s.start; i < list->length; i++) {
        const int64_t distance = i - s.start;
        if (distance % s.step != 0 || distance / s.step >= s.count)
            data[kept++] = data[i];
    }
    list->length = (int)kept;
    return true;
}

static bool list_setitem(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 2))
        return false;
    if (argv[1].type == tp_slice)
        return set_slice(&argv[0], &argv[1], &argv[2]) && give_none();
    int64_t index;
    if (!take_index("list", "assignment ", &argv[0], &argv[1], &index))
        return false;
    *c11__at(py_TValue, (List *)object_data(&argv[0]), (int)index) = argv[2];
    return give_none();
}

static bool list_delitem(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (argv[1].type == tp_slice)
        return delete_slice(&argv[0], &argv[1]) && give_none();
    int64_t index;
    if (!take_index("list", "assignment ", &argv[0], &argv[1], &index))
        return false;
    List *const list = py_touserdata(&argv[0]);
    c11_vector__erase(py_TValue, list, (int)index);
    return give_none();
}

static bool list_pop(int argc, py_Ref argv)
{
    int64_t index = -1;
    if (!argument_count("pop", argc - 1, 0, 1))
        return false;
    List *const list = py_touserdata(&argv[0]);
    if (list->length == 0)
        return IndexError("pop from empty list");
    if (argc == 2) {
        py_TValue given;
        integer i;
        if (!integer_index(&argv[1], &given))
            return false;
        integer_read(&given, &i);
        if (!integer_as_int64(&i, &index))
            return IndexError("cannot fit 'int' into an index-sized integer");
    }
    if (index < 0)
        index += list->length;
    if (index < 0 || index >= list->length)
        return IndexError("pop index out of range");
    *py_retval() = *c11__at(py_TValue, list, (int)index);
    c11_vector__erase(py_TValue, list, (int)index);
    return true;
}

static bool list_insert(int argc, py_Ref argv)
{
    int64_t index;
    if (!argument_count("insert", argc - 1, 2, 2) || !integer_index_cut(&argv[1], &index))
        return false;
    List *const list = py_touserdata(&argv[0]);
    if (list->length >= ITEMS_MOST)
        return memory_error("a list is too long");
    splice(list, slice_within(index, list->length, 0, list->length), 0, &argv[2], 1);
    return give_none();
}

/* ----------------------------------------------------------------------------- searching */

/* The first place from `start` before `stop` where an item equals; -1: none, -2: an exception. */
static int64_t place_of(py_Ref sequence, py_Ref value, int64_t start, int64_t stop)
{
    py_StackRef const item = stack_keep(py_None());
    int64_t found = -1;
    for (int64_t i = start; found == -1 && i < stop && item_at(sequence, (int)i, item); i++) {
        const int equal = py_isidentical(item, value) ? 1 : py_equal(item, value);
        if (equal != 0)
            found = equal > 0 ? i : -2;
        else if ((i & 63) == 63 && !step_take(pkhost_here))
            found = -2;
    }
    pk_current_vm->stack.sp = item;
    return found;
}

static bool index_of(const char *type, int argc, py_Ref argv)
{
    int64_t bounds[2] = { 0, INT64_MAX };
    if (!argument_count("index", argc - 1, 1, 3))
        return false;
    for (int i = 2; i < argc; i++) {
        if (argv[i].type == tp_NoneType)
            return TypeError("slice indices must be integers or have an __index__ method");
        if (!slice_bound(&argv[i], 0, &bounds[i - 2]))
            return false;
    }
    const int64_t length = count_of(&argv[0]);
    for (int i = 0; i < 2; i++)
        bounds[i] = slice_within(bounds[i], length, 0, length);
    const int64_t place = place_of(&argv[0], &argv[1], bounds[0], bounds[1]);
    if (place >= 0) {
        py_newint(py_retval(), place);
        return true;
    }
    if (place == -2)
        return false;
    if (*type == 't')
        return ValueError("tuple.index(x): x not in tuple");
    return py_repr(&argv[1]) && ValueError("%v is not in list", py_tosv(py_retval()));
}

static bool list_index(int argc, py_Ref argv) { return index_of("list", argc, argv); }
static bool tuple_index(int argc, py_Ref argv) { return index_of("tuple", argc, argv); }

static bool sequence_count(int argc, py_Ref argv)
{
    int64_t count = 0, at = 0;
    if (!argument_count("count", argc - 1, 1, 1))
        return false;
    while ((at = place_of(&argv[0], &argv[1], at, INT64_MAX)) >= 0) {
        count++;
        at++;
    }
    if (at == -2)
        return false;
    py_newint(py_retval(), count);
    return true;
}

static bool list_remove(int argc, py_Ref argv)
{
    if (!argument_count("remove", argc - 1, 1, 1))
        return false;
    const int64_t place = place_of(&argv[0], &argv[1], 0, INT64_MAX);
    if (place == -1)
        return ValueError("list.remove(x): x not in list");
    List *const list = py_touserdata(&argv[0]);
    if (place < 0)
        return false;
    if (place < list->length) /* a comparison may have emptied it */
        c11_vector__erase(py_TValue, list, (int)place);
    return give_none();
}

static bool sequence_contains(int argc, py_Ref argv)
{
    if (!arguments_expected(argc - 1, 1))
        return false;
    const int64_t place = place_of(&argv[0], &argv[1], 0, INT64_MAX);
    py_newbool(py_retval(), place >= 0);
    return place != -2;
}

/* ---------------------------------------------------------------------- + and *, and order */

static bool join(bool to_tuple, py_Ref a, py_Ref b)
{
    py_TValue *from_a, *from_b, made, *to;
    const int a_count = sequence_items(a, &from_a), b_count = sequence_items(b, &from_b);
    if ((int64_t)a_count + b_count > ITEMS_MOST)
        return memory_error("a sequence is too long");
    const int count = a_count + b_count;
    if (to_tuple) {
        to = py_newtuple(&made, count);
    } else {
        py_newlistn(&made, count);
        to = count > 0 ? py_list_data(&made) : NULL;
    }
    if (a_count > 0)
        memcpy(to, from_a, (size_t)a_count * sizeof *to);
    if (b_count > 0)
        memcpy(to + a_count, from_b, (size_t)b_count * sizeof *to);
    *py_retval() = made;
    return true;
}

static bool list_add(int argc, py_Ref argv)
{
    if (argc != 2 || !is_list(&argv[1]))
        return TypeError("can only concatenate list (not \"%t\") to list", argv[1].type);
    return join(false, &argv[0], &argv[1]);
}

static bool tuple_add(int argc, py_Ref argv)
{
    if (argc != 2 || !py_isinstance(&argv[1], tp_tuple))
        return TypeError("can only concatenate tuple (not \"%t\") to tuple", argv[1].type);
    return join(true, &argv[0], &argv[1]);
}

static bool repeat(bool to_tuple, int argc, py_Ref argv)
{
    py_TValue index, made, *from, *to;
    integer i;
    int64_t times, count;
    if (argc != 2)
        return give_not_implemented();
    if (!integer_index_is_possible(&argv[1]))
        return TypeError("can't multiply sequence by non-int of type '%t'", argv[1].type);
    if (!integer_index(&argv[1], &index))
        return false;
    integer_read(&index, &i);
    const int size = count_of(&argv[0]);
    if (!integer_as_int64(&i, &times))
        times = i.negative ? 0 : INT64_MAX;
    if (times < 0)
        times = 0;
    if (__builtin_mul_overflow(times, (int64_t)size, &count) || count > ITEMS_MOST)
        return memory_error("a sequence is too long");
    if (to_tuple) {
        to = py_newtuple(&made, (int)count);
    } else {
        py_newlistn(&made, (int)count);
        to = count > 0 ? py_list_data(&made) : NULL;
    }
    sequence_items(&argv[0], &from);
    for (int64_t n = 0; size > 0 && n < times; n++)
        memcpy(to + n * size, from, (size_t)size * sizeof *to);
    *py_retval() = made;
    return true;
}

static bool list_mul(int argc, py_Ref argv) { return repeat(false, argc, argv); }
static bool tuple_mul(int argc, py_Ref argv) { return repeat(true, argc, argv); }

enum order { LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL };

static bool compare(enum order order, py_Type type, int argc, py_Ref argv)
{
    static const py_Name *const names[] = { &__lt__, &__le__, &__eq__, &__ne__, &__gt__, &__ge__ };
    VM *const vm = pk_current_vm;
    if (argc != 2 || (argv[1].type != type && !py_isinstance(&argv[1], type)))
        return give_not_implemented();
    const int a_count = count_of(&argv[0]), b_count = count_of(&argv[1]);
    if ((order == EQUAL || order == NOT_EQUAL) && a_count != b_count) {
        py_newbool(py_retval(), order == NOT_EQUAL);
        return true;
    }
    py_StackRef const a = stack_keep(py_None()), b = stack_keep(py_None());
    bool ok = true;
    for (int i = 0;; i++) {
        const bool more = item_at(&argv[0], i, a) && item_at(&argv[1], i, b);
        if (!more) {
            const int x = count_of(&argv[0]), y = count_of(&argv[1]);
            const bool truth = order == LESS         ? x < y
                               : order == LESS_EQUAL ? x <= y
                               : order == EQUAL      ? x == y
                               : order == NOT_EQUAL  ? x != y
                               : order == GREATER    ? x > y
                                                     : x >= y;
            py_newbool(py_retval(), truth);
            break;
        }
        const int equal = py_isidentical(a, b) ? 1 : py_equal(a, b);
        ok = equal >= 0 && ((i & 63) != 63 || step_take(pkhost_here));
        if (!ok)
            break;
        if (equal)
            continue;
        if (order == EQUAL || order == NOT_EQUAL)
            py_newbool(py_retval(), order == NOT_EQUAL);
        else
            ok = pk_stack_binaryop(vm, *names[order],
                                   *names[order == LESS         ? GREATER
                                          : order == LESS_EQUAL ? GREATER_EQUAL
                                          : order == GREATER    ? LESS
                                                                : LESS_EQUAL]);
        break;
    }
    vm->stack.sp = a;
    return ok;
}

#define ORDER(name, order)                                                                         \
    static bool list_##name(int argc, py_Ref argv) { return compare(order, tp_list, argc, argv); } \
    static bool tuple_##name(int argc, py_Ref argv) { return compare(order, tp_tuple, argc, argv); }
ORDER(lt, LESS)
ORDER(le, LESS_EQUAL)
ORDER(eq, EQUAL)
ORDER(ne, NOT_EQUAL)
ORDER(gt, GREATER)
ORDER(ge, GREATER_EQUAL)

/* CPython's (xxHash, its Objects/tupleobject.c), so that sets of tuples of ints have its order. */
static bool tuple_hash(int argc, py_Ref argv)
{
    static const uint64_t one = 11400714785074694791u, two = 14029467366897019727u,
                          five = 2870177450012600261u, length_mark = five ^ 3527539u;
    uint64_t sum = five;
    (void)argc;
    const int count = count_of(&argv[0]);
    for (int i = 0; i < count; i++) {
        int64_t hash;
        py_TValue item;
        if (!item_at(&argv[0], i, &item) || !py_hash(box_hashed(&item), &hash))
            return false;
        sum += (uint64_t)hash * two;
        sum = (sum << 31 | sum >> 33) * one;
    }
    sum += (uint64_t)count ^ length_mark;
    py_newint(py_retval(), sum == UINT64_MAX ? 1546275796 : (int64_t)sum);
    return true;
}

bool sequence_methods_install(void)
{
    static const native of_list[] = {
        { "__getitem__", list_getitem }, { "__setitem__", list_setitem },
        { "__delitem__", list_delitem }, { "__contains__", sequence_contains },
        { "__add__", list_add },         { "__mul__", list_mul },
        { "__rmul__", list_mul },        { "__lt__", list_lt },
        { "__le__", list_le },           { "__eq__", list_eq },
        { "__ne__", list_ne },           { "__gt__", list_gt },
        { "__ge__", list_ge },           { "pop", list_pop },
        { "insert", list_insert },       { "index", list_index },
        { "count", sequence_count },     { "remove", list_remove },
    };
    static const native of_tuple[] = {
        { "__getitem__", tuple_getitem }, { "__contains__", sequence_contains },
        { "__add__", tuple_add },         { "__mul__", tuple_mul },
        { "__rmul__", tuple_mul },        { "__lt__", tuple_lt },
        { "__le__", tuple_le },           { "__eq__", tuple_eq },
        { "__ne__", tuple_ne },           { "__gt__", tuple_gt },
        { "__ge__", tuple_ge },           { "__hash__", tuple_hash },
        { "index", tuple_index },         { "count", sequence_count },
    };
    py_setdict(py_tpobject(tp_list), __hash__, py_None());
    return natives_replace(py_tpobject(tp_list), of_list, COUNT(of_list))
           && natives_replace(py_tpobject(tp_tuple), of_tuple, COUNT(of_tuple));
}

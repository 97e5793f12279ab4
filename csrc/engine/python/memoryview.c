/* memoryview.c -- memoryview of bytes, bytearray and array: items of one form in a row, and slices of it.
 *
 * What is viewed keeps its size (python/byte_arrays.h).  Views have one dimension. */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "language/exception_types.h"
#include "language/signatures.h"
#include "python/arithmetic.h"
#include "python/array.h"
#include "python/install.h"
#include "python/native_types.h"
#include "python/number_cells.h"
#include "python/number_operators.h"
#include "python/slice_bounds.h"

#include <string.h>

static memory_view *view_of(py_Ref view) { return py_touserdata(view); }

static bool is_usable(py_Ref view) { return memoryview_is_usable(view); }

static bool is_called(int argc, py_Ref argv, int arguments)
{
    return arguments_expected(argc - 1, arguments) && is_usable(argv);
}

/* --------------------------------------------------------------------------------- making */

/* In py_retval(). */
static void make(py_Ref object, const memory_view *like)
{
    py_TValue made;
    const py_TValue viewed = *object;
    memory_view *const v =
        py_newobject(&made, pkhost_here->types.memoryview, VIEW_SLOTS, sizeof *v);
    *v = *like;
    v->has_hash = false;
    *py_getslot(&made, VIEW_OBJECT) = viewed;
    py_newnone(py_getslot(&made, VIEW_IN_ONE_PIECE));
    if (bytearray_is(&viewed) || array_is(&viewed))
        bytearray_of(&viewed)->was_viewed = true;
    *py_retval() = made;
}

static void make_like(py_Ref view, const memory_view *like)
{
    make(py_getslot(view, VIEW_OBJECT), like);
}

static bool make_of(py_Ref object)
{
    c11_sv content;
    py_Ref plain = boxed_value(object);
    if (memoryview_is(plain)) {
        if (!is_usable(plain))
            return false;
        make_like(plain, view_of(plain));
        return true;
    }
    if (!bytes_of(plain, &content))
        return TypeError("memoryview: a bytes-like object is required, not '%t'", object->type);
    memory_view v = { .count = content.size, .step = 1, .item = 1, .letter = 'B' };
    v.is_readonly = plain->type == tp_bytes;
    if (array_is(plain)) {
        const array_data *const a = array_of(plain);
        v.count = array_count(a);
        v.step = v.item = a->cell;
        v.letter = a->letter == 'u' ? 'w' : a->letter;
    }
    v.form[0] = v.letter;
    make(plain, &v);
    return true;
}

static bool view_make(int argc, py_Ref argv)
{
    if (argc < 2)
        return TypeError("memoryview() missing required argument 'object' (pos 1)");
    if (argc > 2)
        return TypeError("memoryview() takes at most 1 argument (%d given)", argc - 1);
    return make_of(&argv[1]);
}

/* ---------------------------------------------------------------------------------- items */

static bool is_shown(const memory_view *v)
{
    return v->letter != 'w'
           || py_exception(tp_NotImplementedError, "memoryview: format %s not supported", v->form);
}

/* Where an item lies; NULL: there is none. */
static char *place_of(py_Ref view, int64_t at)
{
    c11_sv all;
    const memory_view *const v = view_of(view);
    const int64_t place = v->start + at * v->step;
    if (at < 0 || at >= v->count || !bytes_of(py_getslot(view, VIEW_OBJECT), &all) || place < 0
        || place + v->item > all.size)
        return NULL;
    return (char *)all.data + place;
}

int memoryview_item(py_Ref view, int64_t at)
{
    const char *const place = place_of(view, at);
    const memory_view *const v = view_of(view);
    if (!is_usable(view) || !is_shown(v))
        return -1;
    if (place == NULL)
        return 0;
    return cell_read(v->letter, place, py_retval()) ? 1 : -1;
}

/* A tuple would be for several dimensions: one place in it is as the place itself. */
static bool take_places(py_Ref *given, bool to_set)
{
    const int count = py_tuple_len(*given);
    int slices = 0, places = 0;
    for (int i = 0; i < count; i++) {
        py_Ref const item = py_tuple_getitem(*given, i);
        slices += item->type == tp_slice;
        places += integer_is(item) || class_find_in(item->type, py_name("__index__")) != NULL;
    }
    if (count > 0 && slices == count)
        return py_exception(tp_NotImplementedError,
                            to_set ? "memoryview slice assignments are currently restricted to "
                                     "ndim = 1"
                                   : "multi-dimensional slicing is not implemented");
    if (count == 0 || places < count)
        return TypeError("memoryview: invalid slice key");
    if (count > 1)
        return TypeError("cannot index 1-dimension view with %d-element tuple", count);
    *given = py_tuple_getitem(*given, 0);
    return true;
}

static bool take_index(py_Ref view, py_Ref given, bool to_set, int64_t *at)
{
    if (given->type == tp_tuple && !take_places(&given, to_set))
        return false;
    if (!integer_is(given) && class_find_in(given->type, py_name("__index__")) == NULL)
        return TypeError("memoryview: invalid slice key");
    if (!bytes_index(given, at) || !is_usable(view))
        return false;
    if (*at < 0)
        *at += view_of(view)->count;
    return (*at >= 0 && *at < view_of(view)->count)
           || IndexError("index out of bounds on dimension 1");
}

/* The part of a view that a slice means. */
static bool take_part(py_Ref view, py_Ref slice, memory_view *part)
{
    slice_items s;
    *part = *view_of(view);
    if (!slice_take(slice, part->count, &s))
        return false;
    part->start += s.start * part->step;
    part->count = s.count;
    if (s.count > 1)
        part->step *= s.step;
    return true;
}

static bool view_getitem(int argc, py_Ref argv)
{
    int64_t at;
    if (!is_called(argc, argv, 1))
        return false;
    if (argv[1].type == tp_slice) {
        memory_view part;
        if (!take_part(argv, &argv[1], &part))
            return false;
        make_like(argv, &part);
        return true;
    }
    if (!take_index(argv, &argv[1], false, &at))
        return false;
    const int found = memoryview_item(argv, at);
    return found > 0 || (found == 0 && IndexError("index out of bounds on dimension 1"));
}

/* ------------------------------------------------------------------------------- changing */

static bool wrong_type(const memory_view *v)
{
    return TypeError("memoryview: invalid type for format '%s'", v->form);
}

static bool wrong_value(const memory_view *v)
{
    return ValueError("memoryview: invalid value for format '%s'", v->form);
}

static bool convert(const memory_view *v, py_Ref value, char cell[8])
{
    c11_sv given;
    double number;
    py_Ref const plain = boxed_value(value);
    switch (v->letter) {
    case 'c':
        if (plain->type != tp_bytes || !bytes_of(plain, &given))
            return wrong_type(v);
        if (given.size != 1)
            return wrong_value(v);
        *cell = *given.data;
        return true;
    case '?': {
        const int truth = py_bool(value);
        *cell = truth > 0;
        return truth >= 0;
    }
    case 'f':
    case 'd':
        if (plain->type == tp_str || !number_as_float(plain, &number)) {
            if (plain->type != tp_str && !py_matchexc(tp_TypeError))
                return false;
            py_clearexc(NULL);
            return wrong_type(v);
        }
        cell_write_float(v->letter, number, cell);
        return true;
    default: break;
    }
    cell_integer whole;
    if (!integer_is(plain) && class_find_in(plain->type, py_name("__index__")) == NULL)
        return wrong_type(v);
    if (!cell_take_integer(plain, &whole))
        return false;
    if (cell_compare(v->letter, &whole) != 0)
        return wrong_value(v);
    cell_write_integer(v->letter, whole.bits, cell);
    return true;
}

static bool set_item(py_Ref view, py_Ref index, py_Ref value)
{
    int64_t at;
    char cell[8];
    const memory_view *const v = view_of(view);
    if (!take_index(view, index, true, &at) || !is_shown(v) || !convert(v, value, cell)
        || !is_usable(view))
        return false;
    char *const place = place_of(view, at);
    if (place != NULL)
        memcpy(place, cell, (size_t)v->item);
    return true;
}

/* The items of a bytes-like object of the same form take the place of a part. */
static bool set_part(py_Ref view, py_Ref slice, py_Ref value)
{
    memory_view part;
    c11_sv given;
    if (!bytes_required(value, &given))
        return false;
    py_StackRef const source = py_pushtmp();
    py_newnil(source);
    if (!make_of(value))
        return false;
    *source = *py_retval();
    py_StackRef const target = py_pushtmp();
    py_newnil(target);
    if (!take_part(view, slice, &part) || !is_usable(view))
        return false;
    make_like(view, &part);
    *target = *py_retval();
    if (view_of(source)->letter != part.letter || view_of(source)->count != part.count)
        return ValueError("memoryview assignment: lvalue and rvalue have different structures");
    /* They may be of the same object: what is put there is read first. */
    py_StackRef const copied = py_pushtmp();
    bytes_of(source, &given);
    unsigned char *const from = py_newbytes(copied, given.size);
    if (given.size > 0)
        memcpy(from, given.data, (size_t)given.size);
    for (int64_t i = 0; i < part.count && (i + 1) * part.item <= given.size; i++) {
        char *const place = place_of(target, i);
        if (place != NULL)
            memcpy(place, from + i * part.item, (size_t)part.item);
    }
    /* Nobody has these two: they are no views any more of what may change its size. */
    view_of(source)->is_released = view_of(target)->is_released = true;
    pk_current_vm->stack.sp = source;
    return true;
}

static bool view_setitem(int argc, py_Ref argv)
{
    if (!is_called(argc, argv, 2))
        return false;
    if (view_of(argv)->is_readonly)
        return TypeError("cannot modify read-only memory");
    if (!(argv[1].type == tp_slice ? set_part(argv, &argv[1], &argv[2])
                                   : set_item(argv, &argv[1], &argv[2])))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool view_delitem(int argc, py_Ref argv)
{
    return is_called(argc, argv, 1)
           && TypeError(view_of(argv)->is_readonly ? "cannot modify read-only memory"
                                                   : "cannot delete memory");
}

/* --------------------------------------------------------------------------------- as a whole */

static bool view_len(int argc, py_Ref argv)
{
    if (!is_called(argc, argv, 0))
        return false;
    py_newint(py_retval(), view_of(argv)->count);
    return true;
}

static bool view_tobytes(int argc, py_Ref argv)
{
    c11_sv content;
    if (!is_usable(argv))
        return false;
    if (argc > 2)
        return TypeError("tobytes() takes at most 1 argument (%d given)", argc - 1);
    if (argc == 2 && argv[1].type != tp_NoneType && argv[1].type != tp_nil) {
        if (argv[1].type != tp_str)
            return TypeError("tobytes() argument 'order' must be str or None, not %t",
                             argv[1].type);
        const c11_sv order = py_tosv(&argv[1]);
        if (order.size != 1 || strchr("CFA", *order.data) == NULL)
            return ValueError("order must be 'C', 'F' or 'A'");
    }
    bytes_of(argv, &content);
    char *const to = bytes_new(content.size);
    if (content.size > 0)
        memcpy(to, content.data, (size_t)content.size);
    return true;
}

static bool view_tolist(int argc, py_Ref argv)
{
    if (!is_called(argc, argv, 0) || !native_charge(view_of(argv)->count)
        || !is_shown(view_of(argv)))
        return false;
    const int count = (int)view_of(argv)->count;
    py_StackRef const list = py_pushtmp();
    py_newlistn(list, count);
    for (int i = 0; i < count; i++)
        py_newnone(py_list_getitem(list, i));
    for (int i = 0; i < count; i++) {
        if (memoryview_item(argv, i) < 0)
            return false;
        *py_list_getitem(list, i) = *py_retval();
    }
    *py_retval() = *list;
    py_pop();
    return true;
}

/* Whether two views show the same items; -1: raised. */
static int are_same(py_Ref a, py_Ref b)
{
    const memory_view *const x = view_of(a), *const y = view_of(b);
    if (x->is_released || y->is_released)
        return a->_obj == b->_obj;
    if (x->count != y->count || x->letter == 'w' || y->letter == 'w')
        return 0;
    if (x->letter == y->letter && x->letter != 'f' && x->letter != 'd' && x->letter != '?') {
        c11_sv p, q;
        bytes_of(a, &p);
        bytes_of(b, &q);
        return p.size == q.size && memcmp(p.data, q.data, (size_t)p.size) == 0;
    }
    if (!native_charge(x->count))
        return -1;
    py_StackRef const items = py_pushtmp();
    py_newnil(py_pushtmp());
    py_newnil(items);
    int same = 1;
    for (int64_t i = 0; same > 0 && i < x->count; i++) {
        if (memoryview_item(a, i) <= 0)
            return -1;
        items[0] = *py_retval();
        if (memoryview_item(b, i) <= 0)
            return -1;
        items[1] = *py_retval();
        same = array_items_equal(&items[0], &items[1]);
    }
    pk_current_vm->stack.sp = items;
    return same;
}

static bool view_equality(int argc, py_Ref argv, bool equal)
{
    c11_sv given;
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (!memoryview_is(&argv[1]) && !bytes_of(&argv[1], &given)) {
        py_newnotimplemented(py_retval());
        return true;
    }
    py_StackRef const other = py_pushtmp();
    *other = argv[1];
    if (!memoryview_is(other)) {
        if (!make_of(other))
            return false;
        *other = *py_retval();
    }
    const int same = are_same(argv, other);
    if (other->_obj != argv[1]._obj)
        view_of(other)->is_released = true;
    pk_current_vm->stack.sp = other;
    py_newbool(py_retval(), (same > 0) == equal);
    return same >= 0;
}
static bool view_eq(int argc, py_Ref argv) { return view_equality(argc, argv, true); }
static bool view_ne(int argc, py_Ref argv) { return view_equality(argc, argv, false); }

static bool view_hash(int argc, py_Ref argv)
{
    memory_view *const v = view_of(argv);
    if (v->has_hash) {
        py_newint(py_retval(), v->hash);
        return true;
    }
    if (!is_called(argc, argv, 0))
        return false;
    if (!v->is_readonly)
        return ValueError("cannot hash writable memoryview object");
    if (strchr("bBc", v->letter) == NULL)
        return ValueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    if (!view_tobytes(1, argv))
        return false;
    py_StackRef const bytes = py_pushtmp();
    *bytes = *py_retval();
    if (!py_hash(bytes, &v->hash))
        return false;
    v->has_hash = true;
    py_pop();
    py_newint(py_retval(), v->hash);
    return true;
}

static bool view_iter(int argc, py_Ref argv)
{
    py_TValue made;
    if (!is_called(argc, argv, 0) || !is_shown(view_of(argv)))
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
    if (!is_called(argc, argv, 0))
        return false;
    *py_retval() = argv[0];
    return true;
}

static bool view_toreadonly(int argc, py_Ref argv)
{
    if (!is_called(argc, argv, 0))
        return false;
    memory_view v = *view_of(argv);
    v.is_readonly = true;
    make_like(argv, &v);
    return true;
}

/* ----------------------------------------------------------------------------------- cast() */

static bool take_form(py_Ref value, memory_view *v)
{
    py_Ref const plain = boxed_value(value);
    if (plain->type != tp_str)
        return TypeError("cast() argument 'format' must be str, not %t", value->type);
    const c11_sv text = py_tosv(plain);
    const bool is_marked = text.size == 2 && *text.data == '@';
    const char letter = text.size == 1 + is_marked ? text.data[is_marked] : '\0';
    if (cell_size(letter) == 0 || letter == 'u' || letter == 'w')
        return ValueError("memoryview: destination format must be a native single character format "
                          "prefixed with an optional '@'");
    v->letter = letter;
    v->item = cell_size(letter);
    memset(v->form, 0, sizeof v->form);
    memcpy(v->form, text.data, (size_t)text.size);
    return true;
}

static bool is_byte(char letter) { return letter == 'b' || letter == 'B' || letter == 'c'; }

/* shape=: a list or tuple with the number of items. */
static bool take_shape(py_Ref shape, const memory_view *v)
{
    py_TValue *items;
    int64_t number;
    if (shape->type != tp_list && shape->type != tp_tuple)
        return TypeError("shape must be a list or a tuple");
    if (sequence_items(shape, &items) != 1)
        return py_exception(tp_NotImplementedError, "memoryview: views of several dimensions");
    if (!integer_is(items))
        return TypeError("memoryview.cast(): elements of shape must be integers");
    if (!bytes_index(items, &number))
        return false;
    if (number <= 0)
        return ValueError("memoryview.cast(): elements of shape must be integers > 0");
    return number == v->count || TypeError("memoryview: product(shape) * itemsize != buffer size");
}

static bool view_cast(int argc, py_Ref argv)
{
    if (argc < 2)
        return TypeError("cast() missing required argument 'format' (pos 1)");
    if (argc > 3)
        return TypeError("cast() takes at most 2 arguments (%d given)", argc - 1);
    if (!is_usable(argv))
        return false;
    const memory_view *const before = view_of(argv);
    memory_view v = *before;
    if (before->step != before->item && before->count > 1)
        return TypeError("memoryview: casts are restricted to C-contiguous views");
    if (!take_form(&argv[1], &v))
        return false;
    if (!is_byte(before->letter) && !is_byte(v.letter))
        return TypeError("memoryview: cannot cast between two non-byte formats");
    const int64_t size = before->count * before->item;
    if (size % v.item != 0)
        return TypeError("memoryview: length is not a multiple of itemsize");
    v.count = size / v.item;
    v.step = v.item;
    if (argc == 3 && argv[2].type != tp_nil && !take_shape(&argv[2], &v))
        return false;
    make_like(argv, &v);
    return true;
}

bool memoryviews_install(void)
{
    static const native methods[] = {
        { "__new__", view_make },        { "__len__", view_len },
        { "__getitem__", view_getitem }, { "__setitem__", view_setitem },
        { "__delitem__", view_delitem }, { "__iter__", view_iter },
        { "__eq__", view_eq },           { "__ne__", view_ne },
        { "__hash__", view_hash },       { "__enter__", view_enter },
        { "__exit__", view_release },    { "cast", view_cast },
        { "tobytes", view_tobytes },     { "tolist", view_tolist },
        { "release", view_release },     { "toreadonly", view_toreadonly },
    };
    static const native_signature signatures[] = {
        { "memoryview(cls, /, object)", view_make, NULL },
        { "cast(self, /, format, shape=)", view_cast, NULL },
        { "tobytes(self, /, order=)", view_tobytes, NULL },
    };
    signatures_add(signatures, COUNT(signatures));
    struct vm_types *const types = &pkhost_here->types;
    types->memoryview =
        pk_newtype("memoryview", tp_object, pk_current_vm->builtins, NULL, false, true);
    py_Ref const view = py_tpobject(types->memoryview);
    py_setdict(pk_current_vm->builtins, py_name("memoryview"), view);
    memoryview_add_attributes(types->memoryview);
    py_bindmethod(types->memoryview, "hex",
                  py_getdict(py_tpobject(tp_bytes), py_name("hex"))->_cfunc);
    return natives_replace(view, methods, COUNT(methods));
}

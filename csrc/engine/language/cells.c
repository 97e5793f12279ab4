/* cells.c -- variables that inner functions share, and those beyond a frame's slots.
 *
 * A cell is an object with one slot.  The function in whose scope a variable is has the cell in a
 * slot of its frame; those inside find it in their closure, a tuple.
 */
#include "language/cells.h"

#include "base/current.h"
#include "language/descriptors.h"
#include "language/function.h"
#include "language/handlers.h"
#include "language/install.h"

#include <string.h>

/* `content` NULL: it is empty. */
static void cell_new(py_OutRef out, const py_TValue *content)
{
    py_TValue cell;
    py_newobject(&cell, pkhost_here->types.cell, 1, 0);
    object_slots(&cell)[0] = content == NULL ? (py_TValue){ .type = tp_nil } : *content;
    *out = cell;
}

bool is_cell(const py_TValue *value) { return value->type == pkhost_here->types.cell; }

py_TValue *cell_content(const py_TValue *cell) { return object_slots(cell); }

/* ------------------------------------------------------------------- operations */

static py_TValue *local(VM *vm, uint32_t slot) { return &vm->top_frame->locals[slot]; }

static py_TValue *free_content(VM *vm, uint32_t place)
{
    const py_TValue *closure = function_slot(vm->top_frame->p0, SLOT_CLOSURE);
    return cell_content(&object_slots(closure)[place]);
}

/* CPython's words. */
static bool unbound_local(py_Name name)
{
    return py_exception(tp_UnboundLocalError,
                        "cannot access local variable '%n' where it is not associated with a value",
                        name);
}

static bool unbound_free(const CodeObject *code, uint32_t place)
{
    const code_details *details = details_of(code);
    const char *name = (const char *)details + details->names;
    while (place-- > 0)
        name += strlen(name) + 1;
    return py_exception(tp_NameError,
                        "cannot access free variable '%s' where it is not associated with a value "
                        "in enclosing scope",
                        name);
}

static py_Name local_name(VM *vm, uint32_t slot)
{
    return c11__getitem(py_Name, &vm->top_frame->co->varnames, slot);
}

bool operation_MAKE_CELL(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    const py_TValue content = *local(vm, first);
    cell_new(local(vm, first), &content);
    return true;
}

bool operation_NEW_CELL(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_TValue cell;
    cell_new(&cell, NULL);
    stack_push(vm, &cell);
    return true;
}

bool operation_LOAD_CELL(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    const py_TValue *content = cell_content(local(vm, first));
    if (UNLIKELY(value_is_nil(content)))
        return unbound_local(local_name(vm, first));
    stack_push(vm, content);
    return true;
}

bool operation_STORE_CELL(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    *cell_content(local(vm, first)) = *stack_peek(vm, 1);
    stack_pop(vm, 1);
    return true;
}

bool operation_DELETE_CELL(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_TValue *content = cell_content(local(vm, first));
    if (value_is_nil(content))
        return unbound_local(local_name(vm, first));
    content->type = tp_nil;
    content->is_ptr = false;
    return true;
}

bool operation_LOAD_FREE(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    const py_TValue *content = free_content(vm, first);
    if (UNLIKELY(value_is_nil(content)))
        return unbound_free(vm->top_frame->co, first);
    stack_push(vm, content);
    return true;
}

bool operation_STORE_FREE(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    *free_content(vm, first) = *stack_peek(vm, 1);
    stack_pop(vm, 1);
    return true;
}

bool operation_DELETE_FREE(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_TValue *content = free_content(vm, first);
    if (value_is_nil(content))
        return unbound_free(vm->top_frame->co, first);
    py_newnil(content);
    return true;
}

bool operation_LOAD_CLOSURE(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    stack_push(vm, &object_slots(function_slot(vm->top_frame->p0, SLOT_CLOSURE))[first]);
    return true;
}

bool operation_LOAD_CLASS_FREE(VM *vm, uint32_t first, uint32_t second)
{
    const py_Frame *frame = vm->top_frame;
    if (frame->is_locals_special && frame->locals->type != tp_nil
        && frame->locals->type != tp_locals) {
        const py_Name name = c11__getitem(py_Name, &frame->co->names, second);
        const int found = py_dict_getitem(frame->locals, py_name2ref(name));
        if (found < 0)
            return false;
        if (found > 0) {
            stack_push(vm, &vm->last_retval);
            return true;
        }
    }
    return operation_LOAD_FREE(vm, first, 0);
}

bool operation_CLEAR_LOCAL(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_newnil(local(vm, first));
    return true;
}

/* ------------------------------------------------ variables beyond a frame's slots */

bool operation_MAKE_MORE(VM *vm, uint32_t first, uint32_t second)
{
    py_TValue list;
    py_newlistn(&list, (int)second);
    if (second > 0)
        memset(py_list_data(&list), 0, second * sizeof(py_TValue)); /* nil: unbound */
    *local(vm, first) = list;
    return true;
}

enum { PLACE_BITS = 16 };

static py_TValue *more_content(VM *vm, uint32_t slot, uint32_t place)
{
    return &py_list_data(local(vm, slot))[place & ((1u << PLACE_BITS) - 1)];
}

static bool unbound_more(VM *vm, uint32_t place)
{
    return unbound_local(c11__getitem(py_Name, &vm->top_frame->co->names, place >> PLACE_BITS));
}

bool operation_LOAD_MORE(VM *vm, uint32_t first, uint32_t second)
{
    const py_TValue *content = more_content(vm, first, second);
    if (value_is_nil(content))
        return unbound_more(vm, second);
    stack_push(vm, content);
    return true;
}

bool operation_STORE_MORE(VM *vm, uint32_t first, uint32_t second)
{
    *more_content(vm, first, second) = *stack_peek(vm, 1);
    stack_pop(vm, 1);
    return true;
}

bool operation_DELETE_MORE(VM *vm, uint32_t first, uint32_t second)
{
    py_TValue *content = more_content(vm, first, second);
    if (value_is_nil(content))
        return unbound_more(vm, second);
    py_newnil(content);
    return true;
}

/* ------------------------------------------------------------------ cell objects */

static bool cell_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (value_is_nil(cell_content(argv)))
        return ValueError("Cell is empty");
    *py_retval() = *cell_content(argv);
    return true;
}

static bool cell_set(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    *cell_content(argv) = argv[1];
    py_newnone(py_retval());
    return true;
}

static bool cell_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TValue *const content = cell_content(argv);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, "<cell at ");
    c11_sbuf__write_ptr(&text, argv->_obj);
    if (value_is_nil(content)) {
        c11_sbuf__write_cstr(&text, ": empty>");
    } else {
        pk_sprintf(&text, ": %t object at ", content->type);
        c11_sbuf__write_ptr(&text, content->is_ptr ? content->_obj : (void *)content);
        c11_sbuf__write_char(&text, '>');
    }
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

static bool cell_clear(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_newnil(cell_content(argv));
    py_newnone(py_retval());
    return true;
}

/* types.CellType(contents) */
static bool cell_make(int argc, py_Ref argv)
{
    if (argc > 2)
        return TypeError("cell expected at most 1 argument, got %d", argc - 1);
    cell_new(py_retval(), argc == 2 ? &argv[1] : NULL);
    return true;
}

/* Compared by what they hold; an empty one is before every other. */
static bool compare(int argc, py_Ref argv, py_Name operation, py_Name reflected)
{
    PY_CHECK_ARGC(2);
    if (!is_cell(&argv[0]) || !is_cell(&argv[1])) {
        py_newnotimplemented(py_retval());
        return true;
    }
    const py_TValue left = *cell_content(&argv[0]), right = *cell_content(&argv[1]);
    if (!value_is_nil(&left) && !value_is_nil(&right))
        return py_binaryop((py_Ref)&left, (py_Ref)&right, operation, reflected);
    py_TValue numbers[2];
    py_newint(&numbers[0], !value_is_nil(&left));
    py_newint(&numbers[1], !value_is_nil(&right));
    return py_binaryop(&numbers[0], &numbers[1], operation, reflected);
}

#define COMPARISON(name, reflected) \
    static bool cell##name(int argc, py_Ref argv) { return compare(argc, argv, name, reflected); }
COMPARISON(__eq__, __eq__)
COMPARISON(__ne__, __ne__)
COMPARISON(__lt__, __gt__)
COMPARISON(__le__, __ge__)
COMPARISON(__gt__, __lt__)
COMPARISON(__ge__, __le__)

bool cells_install(void)
{
    const py_Type type = pk_newtype("cell", tp_object, NULL, NULL, false, true);
    pkhost_here->types.cell = type;
    py_TValue contents;
    /* The only property of a new VM.  Up to 160 bytes, it would take an arena of 120 KiB. */
    py_newobject(&contents, tp_property, PROPERTY_SLOTS, 160);
    for (int i = 0; i < PROPERTY_SLOTS; i++)
        py_newnone(py_getslot(&contents, i));
    py_newnativefunc(py_getslot(&contents, PROPERTY_GET), cell_get);
    py_newnativefunc(py_getslot(&contents, PROPERTY_SET), cell_set);
    py_newnativefunc(py_getslot(&contents, PROPERTY_DELETE), cell_clear);
    py_setdict(py_tpobject(type), py_name("cell_contents"), &contents);
    py_bindmagic(type, __new__, cell_make);
    py_bindmagic(type, __repr__, cell_repr);
    py_bindmagic(type, __eq__, cell__eq__);
    py_bindmagic(type, __ne__, cell__ne__);
    py_bindmagic(type, __lt__, cell__lt__);
    py_bindmagic(type, __le__, cell__le__);
    py_bindmagic(type, __gt__, cell__gt__);
    py_bindmagic(type, __ge__, cell__ge__);
    py_setdict(py_tpobject(type), __hash__, py_None());
    return true;
}

/* signatures.c -- what signatures.h describes. */
#include "language/signatures.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/classes.h"
#include "interpose/exceptions.h"
#include "interpose/guards.h"
#include "language/native_kinds.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* A hash table by the function's address.  It belongs to the process: functions are the same in all
 * its VMs.  Building a VM adds what is not there yet; so what a VM's runs look for is there, and is
 * not moved any more. */
enum { PLACES = 2048 };
static _Atomic(const native_signature *) places[PLACES];
static int used;
static pthread_mutex_t adding = PTHREAD_MUTEX_INITIALIZER;

static size_t place_of(py_CFunction function)
{
    return (size_t)((uint64_t)(uintptr_t)function * 0x9E3779B97F4A7C15u >> 53);
}

const native_signature *signature_of(py_CFunction function)
{
    if (!pkhost_building)
        function = guards_original(function);
    for (size_t at = place_of(function);; at = (at + 1) % PLACES) {
        const native_signature *const found = atomic_load(&places[at]);
        if (found == NULL || found->function == function)
            return found;
    }
}

static void add(const native_signature *signature)
{
    if (used == PLACES / 2 || signature_of(signature->function) != NULL)
        return;
    size_t at = place_of(signature->function);
    while (atomic_load(&places[at]) != NULL)
        at = (at + 1) % PLACES;
    atomic_store(&places[at], signature);
    used++;
}

void signatures_add(const native_signature *table, size_t count)
{
    pthread_mutex_lock(&adding);
    for (size_t i = 0; i < count; i++)
        add(&table[i]);
    pthread_mutex_unlock(&adding);
}

/* The function that a text begins with; NULL: there is none. */
static py_CFunction find(const char *text)
{
    const size_t whole = strcspn(text, "(");
    const char *const dot = memchr(text, '.', whole);
    py_Ref owner = pk_current_vm->builtins;
    const char *name = text;
    if (dot != NULL) {
        char of[32];
        const size_t size = (size_t)(dot - text);
        if (size >= sizeof of)
            return NULL;
        memcpy(of, text, size);
        of[size] = '\0';
        owner = py_getbuiltin(py_name(of));
        if (owner == NULL || owner->type != tp_type)
            owner = py_getmodule(of);
        name = dot + 1;
    }
    if (owner == NULL)
        return NULL;
    const int size = (int)(whole - (size_t)(name - text));
    py_Ref found = py_getdict(owner, py_namev((c11_sv){ name, size }));
    if (found != NULL && found->type == tp_type) /* what it is called by is its __new__ */
        found = py_getdict(found, __new__);
    if (found != NULL && (found->type == tp_staticmethod || found->type == tp_classmethod))
        found = py_getslot(found, 0);
    return found != NULL && found->type == tp_nativefunc ? found->_cfunc : NULL;
}

void signatures_add_named(const char *const *texts, size_t count)
{
    enum { NAMED_MOST = 128 };
    static native_signature named[NAMED_MOST];
    static int named_count;
    pthread_mutex_lock(&adding);
    for (size_t i = 0; i < count; i++) {
        const py_CFunction function = find(texts[i]);
        if (function == NULL || named_count == NAMED_MOST || signature_of(function) != NULL)
            continue;
        named[named_count] = (native_signature){ texts[i], function, NULL };
        add(&named[named_count++]);
    }
    pthread_mutex_unlock(&adding);
}

/* ---------------------------------------------------------------------- reading one */

enum parameter_kind { POSITIONAL_ONLY, ORDINARY, REST, KEYWORD_ONLY, OTHERS };

typedef struct parameter {
    c11_sv name;
    enum parameter_kind kind;
    bool optional;
    const char *otherwise; /* its default, as the signature has it; NULL: it says none */
} parameter;

typedef struct parsed {
    c11_sv name;
    parameter parameters[SIGNATURE_PARAMETERS_MOST];
    int count;
} parsed;

static bool is_of_name(char c) { return c != ',' && c != ')' && c != '=' && c != ' '; }

static void parse(const char *text, parsed *out)
{
    const char *at = text + strcspn(text, "(");
    enum parameter_kind kind = ORDINARY;
    const char *const dot = memchr(text, '.', (size_t)(at - text));
    const char *const name_start = dot == NULL ? text : dot + 1;
    out->name = (c11_sv){ name_start, (int)(at - name_start) };
    out->count = 0;
    while (*at != ')' && *at != '\0') {
        at += strspn(at, "(, ");
        if (*at == ')' || *at == '\0')
            break;
        const char *const start = at;
        while (*at != '\0' && is_of_name(*at))
            at++;
        c11_sv name = { start, (int)(at - start) };
        if (name.size == 1 && *start == '/') {
            for (int i = 0; i < out->count; i++)
                out->parameters[i].kind = POSITIONAL_ONLY;
            continue;
        }
        if (name.size == 1 && *start == '*') {
            kind = KEYWORD_ONLY;
            continue;
        }
        parameter p = { name, kind, *at == '=', NULL };
        if (*at == '=') {
            p.otherwise = ++at;
            if (*at == '\'')
                at += 1 + strcspn(at + 1, "'");
            at += strcspn(at, ",)");
        }
        if (*start == '*') {
            const int stars = start[1] == '*' ? 2 : 1;
            p.name = (c11_sv){ start + stars, name.size - stars };
            p.kind = stars == 2 ? OTHERS : REST;
            p.optional = true;
            kind = KEYWORD_ONLY;
        }
        if (out->count < SIGNATURE_PARAMETERS_MOST)
            out->parameters[out->count++] = p;
    }
}

/* ------------------------------------------------------------------------- binding */

static bool is_name(c11_sv a, c11_sv b)
{
    return a.size == b.size && memcmp(a.data, b.data, (size_t)a.size) == 0;
}

static int positional_count(const parsed *p)
{
    int count = 0;
    while (count < p->count && p->parameters[count].kind <= ORDINARY)
        count++;
    return count;
}

static bool bind_positional(const parsed *p, py_StackRef values, py_StackRef given, int count)
{
    const int most = positional_count(p);
    const bool has_rest = most < p->count && p->parameters[most].kind == REST;
    if (count > most && !has_rest)
        return most == 0 ? TypeError("%v() takes no positional arguments", p->name)
                         : TypeError("%v() takes at most %d positional argument%s (%d given)",
                                     p->name, most, most == 1 ? "" : "s", count);
    for (int i = 0; i < count && i < most; i++)
        values[i] = given[i];
    if (has_rest) {
        const int left = count > most ? count - most : 0;
        py_Ref items = py_newtuple(&values[most], left);
        for (int i = 0; i < left; i++)
            items[i] = given[most + i];
    }
    return true;
}

/* A method's object is not counted. */
static bool has_self(const parsed *p)
{
    return p->count > 0 && p->parameters[0].kind == POSITIONAL_ONLY
           && (is_name(p->parameters[0].name, (c11_sv){ "self", 4 })
               || is_name(p->parameters[0].name, (c11_sv){ "cls", 3 }));
}

/* CPython counts all arguments before it looks at any. */
static bool are_too_many(const parsed *p, int given)
{
    const int self = has_self(p), most = p->count - self;
    int least = 0;
    for (int i = 0; i < p->count; i++) {
        if (p->parameters[i].kind == REST || p->parameters[i].kind == OTHERS)
            return false;
        least += !p->parameters[i].optional;
    }
    if (given - self <= most)
        return false;
    TypeError("%v() takes %s %d argument%s (%d given)", p->name,
              least - self == most ? "exactly" : "at most", most, most == 1 ? "" : "s",
              given - self);
    return true;
}

static bool bind_keyword(const parsed *p, py_StackRef values, py_Name name, py_Ref value)
{
    const c11_sv wanted = py_name2sv(name);
    for (int i = 0; i < p->count; i++) {
        const parameter *const one = &p->parameters[i];
        if ((one->kind != ORDINARY && one->kind != KEYWORD_ONLY) || !is_name(one->name, wanted))
            continue;
        if (values[i].type != tp_nil)
            return TypeError("argument for %v() given by name ('%v') and position (%d)", p->name,
                             wanted, i + 1 - has_self(p));
        values[i] = *value;
        return true;
    }
    const int last = p->count - 1;
    if (last >= 0 && p->parameters[last].kind == OTHERS)
        return py_dict_setitem(&values[last], py_name2ref(name), value);
    return TypeError("'%v' is an invalid keyword argument for %v()", wanted, p->name);
}

static void set_default(py_TValue *place, const char *text)
{
    if (text == NULL || *text == 'N' || *text == ',' || *text == ')')
        *place = *py_None();
    else if (*text == 'T' || *text == 'F')
        py_newbool(place, *text == 'T');
    else if (*text == '\'')
        py_newstrv(place, (c11_sv){ text + 1, (int)strcspn(text + 1, "'") });
    else
        py_newint(place, strtoll(text, NULL, 10));
}

/* How many values a function without a `bound` is called with: up to the last that was given. */
static int fill(const parsed *p, py_StackRef values)
{
    int count = p->count;
    while (count > 0 && values[count - 1].type == tp_nil)
        count--;
    for (int i = 0; i < count; i++)
        if (values[i].type == tp_nil)
            set_default(&values[i], p->parameters[i].otherwise);
    return count;
}

static bool is_complete(const parsed *p, const py_TValue *values)
{
    for (int i = 0; i < p->count; i++)
        if (!p->parameters[i].optional && values[i].type == tp_nil)
            return TypeError("%v() missing required argument '%v' (pos %d)", p->name,
                             p->parameters[i].name, i + 1);
    return true;
}

static py_Name name_in(py_Ref of, py_CFunction function)
{
    return native_name_among(PyObject__dict(of->_obj), function);
}

/* What makes instances has the name of the class. */
static py_Name name_in_type(py_TypeInfo *info, py_CFunction function, py_TypeInfo **owner)
{
    const py_Name name = name_in(&info->self, function);
    if (name == __new__ || name == __init__)
        return class_short_name(info);
    *owner = name == NULL ? NULL : info;
    return name;
}

/* Modules by their names, which are few levels deep: a tree of them. */
static py_Name name_in_modules(BinTree *node, py_CFunction function, int depth, const char **module)
{
    enum { TREE_MOST = 64 };
    if (node == NULL || depth > TREE_MOST)
        return NULL;
    py_Name found = name_in_modules(node->left, function, depth + 1, module);
    /* A module in Python may have it from another. */
    const bool is_native = node->value.type == tp_module && &node->value != pk_current_vm->main
                           && py_getdict(&node->value, py_name("__file__")) == NULL;
    if (found == NULL && is_native) {
        found = name_in(&node->value, function);
        *module = found == NULL ? NULL : node->key;
    }
    return found != NULL ? found : name_in_modules(node->right, function, depth + 1, module);
}

py_Name signature_home(py_CFunction function, const py_TValue *self, py_TypeInfo **owner,
                       const char **module)
{
    *owner = NULL;
    *module = NULL;
    py_TypeInfo *of = self == NULL ? NULL : class_info(self->type);
    if (self != NULL && self->type == tp_type)
        of = class_of_object(self);
    py_Name name = NULL;
    for (; of != NULL && name == NULL; of = of->base_ti)
        name = name_in_type(of, function, owner);
    if (name == NULL)
        name = name_in(pk_current_vm->builtins, function);
    for (int type = 1; type < pk_current_vm->types.length && name == NULL; type++)
        name = name_in_type(c11__getitem(TypePointer, &pk_current_vm->types, type).ti, function,
                            owner);
    return name != NULL ? name : name_in_modules(&pk_current_vm->modules, function, 0, module);
}

bool signature_shape_of(py_CFunction function, int given, signature_shape *out)
{
    const native_signature *const signature = signature_of(function);
    parsed p;
    if (signature == NULL)
        return false;
    parse(signature->text, &p);
    const int self = has_self(&p), count = positional_count(&p);
    *out = (signature_shape){ .most = count - self };
    bool by_name = false;
    for (int i = self; i < p.count; i++) {
        const parameter *const one = &p.parameters[i];
        if (one->kind == REST || one->kind == OTHERS)
            return false;
        by_name = by_name || one->kind >= ORDINARY;
        if (i >= count || one->optional)
            continue;
        out->least++;
        out->least_by_position += one->kind == POSITIONAL_ONLY;
        if (i - self >= given && out->missing_position == 0) {
            out->missing = one->name;
            out->missing_position = i - self + 1;
        }
    }
    return by_name;
}

static bool takes_none(py_CFunction function)
{
    py_TypeInfo *owner;
    const char *module;
    const py_Name name = signature_home(function, NULL, &owner, &module);
    if (name == NULL)
        return TypeError("this function takes no keyword arguments");
    return owner == NULL ? TypeError("%n() takes no keyword arguments", name)
                         : TypeError("%n.%n() takes no keyword arguments", owner->name, name);
}

bool signature_call(py_CFunction function, py_StackRef positional, int count, py_StackRef keywords,
                    int keyword_count)
{
    enum { VALUES_LEFT = 256 };
    VM *const pk = pk_current_vm;
    const native_signature *const signature = signature_of(function);
    parsed p;
    if (keyword_count == 0)
        return function(count, positional);
    if (signature == NULL)
        return takes_none(function);
    if (pk->stack.end - pk->stack.sp < VALUES_LEFT)
        return py_exception(tp_RecursionError, "maximum recursion depth exceeded");
    if (too_deep())
        return false;
    parse(signature->text, &p);
    py_StackRef const values = pk->stack.sp;
    memset(values, 0, (size_t)p.count * sizeof *values);
    pk->stack.sp += p.count;
    if (p.count > 0 && p.parameters[p.count - 1].kind == OTHERS)
        py_newdict(&values[p.count - 1]);
    bool ok =
        !are_too_many(&p, count + keyword_count) && bind_positional(&p, values, positional, count);
    for (int i = 0; ok && i < keyword_count; i++)
        ok = bind_keyword(&p, values, (py_Name)(uintptr_t)py_toint(&keywords[2 * i]),
                          &keywords[2 * i + 1]);
    ok = ok && is_complete(&p, values)
         && (signature->bound == NULL ? function(fill(&p, values), values)
                                      : signature->bound(p.count, values));
    pk->stack.sp = values;
    return ok;
}

/* module_table.c -- the modules that are there, by their names: sys.modules.
 *
 * PocketPy keeps them in a tree.  Functions point to their module's value, which is inside of the node
 * that was made with the module.  So such a node is not freed when it leaves the tree, and its value
 * does not change: it goes to a list of nodes that belong to no tree, and stays alive with all it refers
 * to.  Other nodes are those that scripts have made: an entry of sys.modules, which nothing points to.
 */
#include "interpose/module_table.h"

#include "base/current.h"
#include "memory/region.h"

#include <stdio.h>
#include <string.h>

static int order_of(const char *path, const BinTree *node) { return strcmp(path, node->key); }

/* Take a node out of its tree, without changing or freeing it. */
static void unlink_node(BinTree **link)
{
    BinTree *const node = *link;
    BinTree **next = &node->right;
    if (node->left == NULL) {
        *link = node->right;
    } else if (node->right == NULL) {
        *link = node->left;
    } else {
        while ((*next)->left != NULL)
            next = &(*next)->left;
        BinTree *const successor = *next;
        *next = successor->right;
        successor->left = node->left;
        successor->right = node->right;
        *link = successor;
    }
}

static void link_node(BinTree *node)
{
    BinTree *const root = &pk_current_vm->modules;
    BinTree **link = order_of(node->key, root) < 0 ? &root->left : &root->right;
    while (*link != NULL)
        link = order_of(node->key, *link) < 0 ? &(*link)->left : &(*link)->right;
    node->left = node->right = NULL;
    *link = node;
}

/* The link to a module's node; NULL if there is none.  The root is not found: nobody imports a
 * module of its name, which is empty. */
static BinTree **find_node(const char *path)
{
    BinTree **link = NULL, *node = &pk_current_vm->modules;
    for (int order; node != NULL && (order = order_of(path, node)) != 0; node = *link)
        link = order < 0 ? &node->left : &node->right;
    return node == NULL ? NULL : link;
}

static py_ModuleInfo *info_of(const py_TValue *value)
{
    return value->type == tp_module ? py_touserdata((py_Ref)value) : NULL;
}

/* Whether a node was made with the module in it. */
static bool is_modules_own(const BinTree *node)
{
    const py_ModuleInfo *const info = info_of(&node->value);
    return info != NULL && info->self == &node->value;
}

void module_forget(const char *path)
{
    BinTree **const link = find_node(path);
    if (link == NULL)
        return;
    BinTree *const node = *link;
    unlink_node(link);
    if (!is_modules_own(node)) {
        PK_FREE(node->key);
        PK_FREE(node);
        return;
    }
    region *const r = region_of(pk_current_vm);
    node->right = NULL;
    node->left = r->unfinished;
    r->unfinished = node;
}

/* A module's own node from the list of those that are in no tree; NULL: it is not there. */
static BinTree *take_back(const char *path, const py_TValue *module)
{
    const py_ModuleInfo *const info = info_of(module);
    BinTree **link = &region_of(pk_current_vm)->unfinished;
    if (info == NULL)
        return NULL;
    for (; *link != NULL; link = &(*link)->left) {
        BinTree *const node = *link;
        if (&node->value == info->self && strcmp(node->key, path) == 0) {
            *link = node->left;
            return node;
        }
    }
    return NULL;
}

void module_list(const char *path, const py_TValue *value)
{
    BinTree **const link = find_node(path);
    const py_TValue given = *value;
    if (link != NULL) {
        const py_TValue *const there = &(*link)->value;
        if (there->type == given.type && given.is_ptr && there->_obj == given._obj)
            return;
        module_forget(path);
    }
    BinTree *node = take_back(path, &given);
    if (node == NULL) {
        const size_t size = strlen(path) + 1;
        char *const key = PK_MALLOC(size);
        memcpy(key, path, size);
        node = PK_MALLOC(sizeof *node);
        BinTree__ctor(node, key, (py_Ref)&given, pk_current_vm->modules.config);
    }
    link_node(node);
}

static void set_path(BinTree *node, const char *path)
{
    py_ModuleInfo *const info = info_of(&node->value);
    c11_string *const old = info->path; /* what the key pointed into */
    info->path = c11_string__new(path);
    node->key = info->path->data;
    c11_string__delete(old);
}

void module_rename(const char *path, const char *new_path)
{
    BinTree **const link = find_node(path);
    if (link == NULL)
        return;
    BinTree *const node = *link;
    unlink_node(link);
    set_path(node, new_path);
    link_node(node);
}

py_Ref module_listed(const char *path)
{
    const py_GlobalRef found = py_getmodule(path);
    return found != NULL && found->type == tp_module ? found : NULL;
}

void module_new_unlisted(py_OutRef out, c11_sv name)
{
    /* No import has this name, and for no longer than until the next line it is there. */
    static const char anonymous[] = "\x01";
    char path[PK_MAX_MODULE_PATH_LEN + 1];
    const py_GlobalRef made = py_newmodule(anonymous);
    const size_t most = (size_t)name.size < sizeof path ? (size_t)name.size : sizeof path - 1;
    const char *const nul = memchr(name.data, '\0', most);
    const size_t size = nul != NULL ? (size_t)(nul - name.data) : most;
    memcpy(path, name.data, size);
    path[size] = '\0';
    *out = *made;
    set_path(*find_node(anonymous), path);
    module_forget(path);
}

static bool visit_tree(BinTree *node, bool (*visit)(const char *, py_Ref, void *), void *context)
{
    for (; node != NULL; node = node->right)
        if (!visit_tree(node->left, visit, context)
            || (node != &pk_current_vm->modules && !visit(node->key, &node->value, context)))
            return false;
    return true;
}

bool modules_each(bool (*visit)(const char *path, py_Ref value, void *context), void *context)
{
    return visit_tree(&pk_current_vm->modules, visit, context);
}

void modules_mark(void (*mark)(py_Ref, void *), void *context)
{
    for (BinTree *node = region_of(pk_current_vm)->unfinished; node != NULL; node = node->left)
        mark(&node->value, context);
}

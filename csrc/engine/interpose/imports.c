/* imports.c -- modules whose import did not end well.
 *
 * PocketPy enters a module into its table before the module's body runs, and
 * leaves it there whatever becomes of the body: an exception, a limit, an
 * interrupt.  The next import would find a module that holds half of what it
 * should.  So we take it out again, as CPython does.
 *
 * Objects that the body has made may still be in use: functions point to their module's
 * value, which is inside of the table's node.  So the node is not freed.  It goes to a
 * list of nodes that belong to no table, and stays alive with all it refers to.
 */
#include "interpose/imports.h"

#include "base/current.h"
#include "base/originals.h"
#include "memory/region.h"

#include <string.h>

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

/* The root's name cannot be imported, so the root is never taken out. */
static void forget(const char *path)
{
    VM *pk = pk_current_vm;
    BinTree **link = NULL, *node = &pk->modules;
    for (int order; node != NULL && (order = strcmp(path, node->key)) != 0; node = *link)
        link = order < 0 ? &node->left : &node->right;
    if (node == NULL || link == NULL)
        return;
    unlink_node(link);
    region *r = region_of(pk);
    node->right = NULL;
    node->left = r->unfinished;
    r->unfinished = node;
}

/* For the garbage collector: objects of these modules may be in use. */
void imports_mark(void (*mark)(py_Ref, void *), void *context)
{
    for (BinTree *node = region_of(pk_current_vm)->unfinished; node != NULL; node = node->left)
        mark(&node->value, context);
}

/* Import one module, whose packages have been imported. */
static int import_one(const char *path)
{
    const bool known = py_getmodule(path) != NULL;
    const int result = pkhost_originals.import(path);
    if (result < 0 && !known && py_getmodule(path) != NULL)
        forget(path);
    return result;
}

/* PocketPy's own imports the packages of a module by calling itself directly, past this function.
 * So they are imported here first, one by one. */
int imports_import(const char *path)
{
    char package[PK_MAX_MODULE_PATH_LEN + 1];
    const size_t length = strlen(path);
    for (size_t i = 0; i < length && length < sizeof package; i++) {
        package[i] = '\0';
        if (path[i] == '.' && py_getmodule(package) == NULL) {
            const int result = import_one(package);
            if (result != 1)
                return result;
            py_newnil(py_retval());
        }
        package[i] = path[i];
    }
    return import_one(path);
}

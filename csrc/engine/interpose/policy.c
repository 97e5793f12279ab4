/* policy.c -- what a script may import, and which builtins it sees. */
#include "interpose/policy.h"

#include "interpose/modules_on_demand.h"
#include "memory/region.h"

#include <string.h>

bool policy_take(pkhost_vm *vm, const char *words, size_t size, const char **wrong)
{
    if (size == 0)
        return true;
    if (size > POLICY_WORDS_MOST || words[size - 1] != '\0') {
        *wrong = "the policy is too long, or its last word is cut off";
        return false;
    }
    for (const char *word = words; word < words + size; word += strlen(word) + 1) {
        if (strcmp(word, "*") == 0) {
            vm->policy.every_module = true;
        } else if ((word[0] != '+' && word[0] != '-') || word[1] == '\0') {
            *wrong = "a word of the policy is neither +module, -name nor *";
            return false;
        }
    }
    if (!text_append(&vm->policy.words, words, size)) {
        *wrong = "the host has no memory left";
        return false;
    }
    return true;
}

static bool has_word(const pkhost_vm *vm, char sign, const char *name)
{
    const char *end = vm->policy.words.data + vm->policy.words.size;
    for (const char *word = vm->policy.words.data; word < end; word += strlen(word) + 1)
        if (word[0] == sign && strcmp(word + 1, name) == 0)
            return true;
    return false;
}

bool policy_allows(const pkhost_vm *vm, const char *module)
{
    return vm->policy.every_module || has_word(vm, '+', module);
}

bool policy_hides(const pkhost_vm *vm, const char *builtin) { return has_word(vm, '-', builtin); }

bool policy_is_of_pocketpy(const pkhost_vm *vm, const char *module)
{
    const char *end = vm->policy.natives.data + vm->policy.natives.size;
    for (const char *name = vm->policy.natives.data; name < end; name += strlen(name) + 1)
        if (strcmp(name, module) == 0)
            return true;
    return modules_on_demand_have(module)
           || (py_getmodule(module) == NULL && load_kPythonLib(module) != NULL);
}

/* The modules that there are before the host brings its own. */
static bool note_natives(text *natives, const BinTree *node)
{
    return node == NULL
           || (text_append(natives, node->key, strlen(node->key) + 1)
               && note_natives(natives, node->left) && note_natives(natives, node->right));
}

/* ------------------------------------------------------------------- builtins */

bool policy_install(pkhost_vm *vm)
{
    VM *pk = region_vm(vm->region);
    py_Ref set = py_getdict(pk->builtins, py_name("set"));
    vm->types.set = set != NULL && set->type == tp_type ? py_totype(set) : 0;

    const char *end = vm->policy.words.data + vm->policy.words.size;
    for (const char *word = vm->policy.words.data; word < end; word += strlen(word) + 1)
        if (word[0] == '-')
            py_deldict(pk->builtins, py_name(word + 1));
    return note_natives(&vm->policy.natives, &pk->modules);
}

/* policy.c -- what a script may import, and which builtins it sees. */
#include "interpose/policy.h"

#include "memory/region.h"
#include "stop/zone.h"

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

/* A module that PocketPy has not, but the host brought: from now on it is
 * there, and looks like PocketPy's.  A script that makes its host bring more
 * than there is room for has to do without the rest. */
void policy_admit(pkhost_vm *vm, const char *module)
{
    char word[PK_MAX_MODULE_PATH_LEN + 3] = "+";
    const size_t length = strlen(module);
    if (policy_allows(vm, module) || length > PK_MAX_MODULE_PATH_LEN
        || vm->policy.words.size + length + 2 > POLICY_WORDS_MOST)
        return;
    memcpy(word + 1, module, length + 1);
    int zone = zone_enter_host(vm);
    text_append(&vm->policy.words, word, length + 2);
    zone_return(vm, zone);
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
    return true;
}

/* build.c -- building a VM in a region that is new. */
#include "base/macros.h"
#include "run/build.h"

#include "base/current.h"
#include "border/host_functions.h"
#include "interpose/attribute_places.h"
#include "interpose/exceptions.h"
#include "interpose/guards.h"
#include "interpose/imports.h"
#include "interpose/install.h"
#include "interpose/layers.h"
#include "interpose/natives.h"
#include "interpose/policy.h"
#include "language/exception_groups.h"
#include "language/exceptions.h"
#include "language/install.h"
#include "memory/region.h"
#include "python/builtin_install.h"
#include "python/hashes.h"
#include "python/install.h"
#include "python/numbers.h"
#include "python/patterns.h"
#include "stop/faults.h"

bool build_contained(pkhost_vm *vm, bool (*what)(pkhost_vm *vm))
{
    volatile bool done = false;
    /* A function of the host's may make a VM while a script waits for it. */
    pkhost_vm *const outer = pkhost_here;
    VM *const outer_current = pk_current_vm;
    pkhost_here = vm;
    pk_current_vm = region_vm(vm->region);
    pkhost_building = true;
    faults_enter();
    if (sigsetjmp(vm->stop.entry, 1) == 0) {
        vm->zone = ZONE_ENGINE;
        done = what(vm);
    }
    vm->zone = ZONE_HOST;
    faults_leave();
    pkhost_building = false;
    pk_current_vm = outer_current;
    pkhost_here = outer;
    return done;
}

/* What dialect "python" has instead of both dialects' builtins, or beside them. */
static bool install_python(void)
{
    /* One a line, in the order in which they need each other. */
    static bool (*const parts[])(void) = {
        cells_install,
        functions_install,
        sequence_methods_install,
        list_operators_install,
        code_objects_install,
        frame_attributes_install,
        known_sources_install,
        finalization_install,
        mapping_proxies_install,
        iterators_install,
        objects_install,
        reduction_install,
        metaclasses_install,
        descriptors_install,
        native_properties_install,
        super_install,
        aliases_install,
        alias_parameters_install,
        instance_checks_install,
        exception_groups_finish,
        slots_install,
        list_making_install,
        generators_install,
        async_install,
        sets_install,
        str_join_install,
        dict_methods_install,
        container_text_install,
        bytes_install,
        complex_install,
        encodings_install,
        unicode_module_install,
        format_fields_install,
        format_percent_install,
        builtin_iterators_install,
        builtin_functions_install,
        builtin_namespaces_install,
        native_functions_install,
        builtin_signatures_install,
        builtin_ranges_install,
        namespace_views_install,
        system_install,
        integer_digits_install,
        builtin_printing_install,
        random_module_install,
        patterns_install,
        hashes_install,
        native_modules_install,
        builtin_open_install,
    };
    for (size_t i = 0; i < COUNT(parts); i++)
        if (!parts[i]())
            return false;
    return true;
}

bool build_vm(pkhost_vm *vm)
{
    const bool python = vm->region->dialect_is_python;
    vm->region->recursion_limit = 1000;
    if (python)
        special_names_install();
    VM__ctor(region_vm(vm->region));
    /* See STACK_EXTRA_MOST: the stack ends where the guard begins, after a whole
     * number of values, so that what is left can be computed. */
    ValueStack *const stack = &region_vm(vm->region)->stack;
    const char *const bound = (char *)vm->region + vm->region->guard;
    stack->end = stack->begin + (size_t)(bound - (char *)stack->begin) / sizeof(py_TValue);
    addresses_install();
    natives_prepare(vm);
    if (python && !(exceptions_install() && exception_groups_install()))
        return false;
    const bool replaced = numbers_install() && integers_install() && floats_install()
                          && mathematics_install() && random_install() && base64_install()
                          && builtins_install() && json_install(vm);
    numbers_note(vm->region);
    host_functions_install(vm);
    const bool built = replaced && console_install() && indexes_install() && lists_install()
                       && dicts_install() && arrays_install() && fileio_install()
                       && unicode_install() && operands_install() && sleep_install()
                       && garbage_install() && text_install() && quoting_install()
                       && order_install() && ranges_install() && enums_install()
                       && sources_install() && signatures_install()
                       && (!python || install_python())
                       /* Of all native methods, ours too: so after the others. */
                       && guards_install() && (!python || exceptions_finish()) && imports_install()
                       && policy_install(vm) && exception_make_stop();
    if (built)
        dicts_rehash();
    if (built && python) {
        attribute_places_settle_types(1);
        attribute_places_settle_modules();
    }
    layers_forget();
    return built;
}

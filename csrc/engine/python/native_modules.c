/* native_modules.c -- the modules in C that are made when they are first imported. */
#include "base/macros.h"
#include "interpose/modules_on_demand.h"
#include "language/awaitables.h"
#include "python/abstract_classes.h"
#include "python/array_module.h"
#include "python/bisection.h"
#include "python/complex_mathematics.h"
#include "python/counting.h"
#include "python/dates.h"
#include "python/deque_module.h"
#include "python/entropy.h"
#include "python/functools_module.h"
#include "python/heaps.h"
#include "python/install.h"
#include "python/itertools.h"
#include "python/references_module.h"
#include "python/struct_module.h"
#include "python/json_module.h"
#include "python/tuple_getters.h"

static bool fill_itertools(py_GlobalRef module)
{
    itertools_make_endless(module);
    itertools_make_chains(module);
    itertools_make_filters(module);
    itertools_make_groups(module);
    itertools_make_products(module);
    itertools_make_combinations(module);
    return true;
}

static bool fill_functools(py_GlobalRef module)
{
    functools_tools_make(module);
    functools_cache_make(module);
    return true;
}

static bool fill_json(py_GlobalRef module)
{
    json_scanner_make(module);
    json_encoder_make(module);
    return true;
}

bool native_modules_install(void)
{
    /* clang-format off */ /* one a line */
    static const module_on_demand modules[] = {
        { "_awaitables", awaitables_fill },
        { "_array", array_fill },
        { "_bisect", bisection_fill },
        { "_counting", counting_fill },
        { "_dates", dates_fill },
        { "_deque", deque_module_fill },
        { "_entropy", entropy_fill },
        { "_files", files_module_fill },
        { "_functools", fill_functools },
        { "_heapq", heaps_fill },
        { "_json", fill_json },
        { "_tuple_getters", tuple_getters_fill },
        { "_library_data", library_data_fill },
        { "_references", references_fill },
        { "_zlib", zlib_fill },
        { "cmath", complex_mathematics_fill },
        { "_abc", abstract_classes_fill },
        { "_struct", struct_module_fill },
        { "itertools", fill_itertools },
    };
    /* clang-format on */
    array_signatures();
    bisection_signatures();
    deque_module_signatures();
    functools_tools_signatures();
    functools_cache_signatures();
    json_scanner_signatures();
    json_encoder_signatures();
    itertools_endless_signatures();
    itertools_chains_signatures();
    itertools_filters_signatures();
    itertools_groups_signatures();
    itertools_products_signatures();
    itertools_combinations_signatures();
    complex_mathematics_signatures();
    struct_module_signatures();
    modules_on_demand_are(modules, COUNT(modules));
    return true;
}

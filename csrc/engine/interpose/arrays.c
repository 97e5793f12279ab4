/* arrays.c -- PocketPy's arrays of two dimensions.
 *
 * An array2d never changes its size.  A chunked_array2d does: chunks are added and
 * removed, and it keeps a pointer to the one that was used last.
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/characters.h"
#include "interpose/guards.h"
#include "interpose/install.h"
#include "stop/zone.h"

/* PocketPy's own functions are the same in every VM. */
static py_CFunction copy_original, render_original, view_originals[4];

/* A copy that PocketPy makes still has the original's last visited chunk.  It would read and write
 * that chunk, even after it was freed. */
static bool chunked_copy(int argc, py_Ref argv)
{
    if (!copy_original(argc, argv))
        return false;
    c11_chunked_array2d *copy = py_touserdata(py_retval());
    copy->last_visited.value = NULL;
    return true;
}

/* A view may cover places without a chunk.  They have the default value. */
static py_Ref place_in_view(void *array, int column, int row)
{
    c11_chunked_array2d *chunked = array;
    py_Ref place = c11_chunked_array2d__get(chunked, column, row);
    return place != NULL ? place : &chunked->default_T;
}

static bool viewed(py_CFunction original, int argc, py_Ref argv)
{
    if (!original(argc, argv))
        return false;
    c11_array2d_view *view = py_touserdata(py_retval());
    view->f_get = place_in_view;
    return true;
}

#define VIEW(number)                                       \
    static bool view_##number(int argc, py_Ref argv)       \
    {                                                      \
        return viewed(view_originals[number], argc, argv); \
    }
VIEW(0)
VIEW(1)
VIEW(2)
VIEW(3)

/* PocketPy reads a colour for each place of the array, and does not check that the arrays of
 * colours are as large. */
static bool render_with_color(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(3);
    if (!py_checkinstance(&argv[1], tp_array2d_like)
        || !py_checkinstance(&argv[2], tp_array2d_like))
        return false;
    const c11_array2d_like *text = py_touserdata(argv);
    for (int i = 1; i <= 2; i++) {
        const c11_array2d_like *colours = py_touserdata(&argv[i]);
        if (colours->n_cols != text->n_cols || colours->n_rows != text->n_rows)
            return ValueError("expected the same shape: (%d, %d) != (%d, %d)", text->n_cols,
                              text->n_rows, colours->n_cols, colours->n_rows);
    }
    return render_original(argc, argv);
}

bool arrays_install(void)
{
    static const guarded chunked[] = {
        { "copy", chunked_copy, &copy_original },      { "view", view_0, &view_originals[0] },
        { "view_rect", view_1, &view_originals[1] },   { "view_chunk", view_2, &view_originals[2] },
        { "view_chunks", view_3, &view_originals[3] },
    };
    static const guarded all[] = { { "render_with_color", render_with_color, &render_original } };

    return guard_natives(py_tpobject(tp_chunked_array2d), chunked, COUNT(chunked))
           && guard_natives(py_tpobject(tp_array2d_like), all, COUNT(all));
}

/* The number of cells is computed in an int, and so is the size of an object
 * with so many: what overflows is an array that is larger than its memory. */
EXPORT c11_array2d *c11_newarray2d(py_OutRef out, int columns, int rows)
{
    const int64_t cells = (int64_t)columns * rows;
    if (cells < 0 || cells > (INT32_MAX - 4096) / (int64_t)sizeof(py_TValue)) {
        /* Its callers do not look for a failure; and no VM has so much. */
        stop_abandon(pkhost_here, STOP_MEMORY);
    }
    return pkhost_originals.newarray2d(out, columns, rows);
}

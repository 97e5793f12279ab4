/* dates.c -- the module _dates: what of CPython's datetime.py costs most, in C. */
#include "python/dates.h"

#include "base/answers.h"
#include "base/macros.h"
#include "interpose/classes.h"
#include "language/instances.h"
#include "memory/region.h"
#include "python/native_types.h"

enum kind { DATE, DATETIME, DELTA, KINDS };
_Static_assert((int)KINDS == (int)DATE_KINDS, "memory/region.h has room for the classes");

enum { YEAR_MOST = 9999, DAY_MOST = 3652059, DELTA_MOST = 999999999, SECONDS = 86400 };
#define DAY_MICROSECONDS (SECONDS * (int64_t)1000000)

/* -------------------------------------------------------------------------------- calendar */

static bool is_leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int64_t days_before_year(int64_t year)
{
    const int64_t before = year - 1;
    return before * 365 + before / 4 - before / 100 + before / 400;
}

static int64_t days_before_month(int64_t year, int64_t month)
{
    static const int16_t before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };
    return before[month - 1] + (month > 2 && is_leap(year));
}

static int64_t days_in_month(int64_t year, int64_t month)
{
    return days_before_month(year, month + 1) - days_before_month(year, month);
}

typedef struct calendar_day {
    int64_t year, month, day;
} calendar_day;

static bool is_day(const calendar_day *d)
{
    return d->year >= 1 && d->year <= YEAR_MOST && d->month >= 1 && d->month <= 12 && d->day >= 1
           && d->day <= days_in_month(d->year, d->month);
}

/* 1: the first of January of the year 1. */
static int64_t number_of(const calendar_day *d)
{
    return days_before_year(d->year) + days_before_month(d->year, d->month) + d->day;
}

/* Of a number from 1 to DAY_MOST. */
static calendar_day day_of(int64_t number)
{
    calendar_day d = { .year = number / 366 + 1, .month = 1 };
    while (days_before_year(d.year + 1) < number)
        d.year++;
    const int64_t day = number - days_before_year(d.year);
    d.month = (day - 1) / 31 + 1;
    while (d.month < 12 && days_before_month(d.year, d.month + 1) < day)
        d.month++;
    d.day = day - days_before_month(d.year, d.month);
    return d;
}

/* ------------------------------------------------------------------------------ attributes */

enum field {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    MICROSECOND,
    TZINFO,
    FOLD,
    HASHCODE,
    DAYS,
    DELTA_SECONDS,
    DELTA_MICROSECONDS,
};

static py_Name name_of(enum field field)
{
    static const char *const names[] = { "_year",        "_month",    "_day",         "_hour",
                                         "_minute",      "_second",   "_microsecond", "_tzinfo",
                                         "_fold",        "_hashcode", "_days",        "_seconds",
                                         "_microseconds" };
    return py_name(names[field]);
}

static bool is_kind(const py_TValue *value, enum kind kind)
{
    return value->type == region_of(pk_current_vm)->dates[kind] && value->type != 0;
}

/* False: it is not there, or no int, as after object.__new__(). */
static bool take(const py_TValue *object, enum field field, int64_t *out)
{
    const py_TValue *const value = py_getdict((py_Ref)object, name_of(field));
    if (value == NULL || value->type != tp_int)
        return false;
    *out = value->_i64;
    return true;
}

static void set(py_Ref object, enum field field, int64_t number)
{
    py_TValue value = int_value(number);
    instance_set_slot(object->_obj, name_of(field), &value);
}

static bool read_day(const py_TValue *object, calendar_day *d)
{
    return take(object, YEAR, &d->year) && take(object, MONTH, &d->month)
           && take(object, DAY, &d->day) && is_day(d);
}

/* A moment of a datetime: its day's number, and microseconds since the day began. */
typedef struct moment {
    int64_t day, within;
} moment;

static bool read_moment(const py_TValue *object, moment *m)
{
    calendar_day d;
    int64_t hour, minute, second, micro;
    if (!read_day(object, &d) || !take(object, HOUR, &hour) || !take(object, MINUTE, &minute)
        || !take(object, SECOND, &second) || !take(object, MICROSECOND, &micro))
        return false;
    m->day = number_of(&d);
    m->within = ((hour * 60 + minute) * 60 + second) * 1000000 + micro;
    return m->within >= 0 && m->within < DAY_MICROSECONDS;
}

static bool has_no_zone(const py_TValue *object)
{
    const py_TValue *const zone = py_getdict((py_Ref)object, name_of(TZINFO));
    return zone != NULL && zone->type == tp_NoneType;
}

/* A timedelta: the same, from the day 0. */
static bool read_delta(const py_TValue *object, moment *m)
{
    int64_t seconds, micro;
    if (!take(object, DAYS, &m->day) || !take(object, DELTA_SECONDS, &seconds)
        || !take(object, DELTA_MICROSECONDS, &micro))
        return false;
    m->within = seconds * 1000000 + micro;
    return m->day >= -DELTA_MOST && m->day <= DELTA_MOST && m->within >= 0
           && m->within < DAY_MICROSECONDS;
}

/* -------------------------------------------------------------------------------- making */

static void make(py_OutRef out, enum kind kind)
{
    py_newobject(out, region_of(pk_current_vm)->dates[kind], -1, 0);
}

static void set_day(py_Ref object, int64_t number)
{
    const calendar_day d = day_of(number);
    set(object, YEAR, d.year);
    set(object, MONTH, d.month);
    set(object, DAY, d.day);
    set(object, HASHCODE, -1);
}

static void carry(moment *m)
{
    int64_t days = m->within / DAY_MICROSECONDS;
    m->within -= days * DAY_MICROSECONDS;
    if (m->within < 0) {
        m->within += DAY_MICROSECONDS;
        days--;
    }
    m->day += days;
}

/* Each in py_retval(); false: out of range. */
static bool give_delta(moment m)
{
    py_TValue made;
    carry(&m);
    if (m.day < -DELTA_MOST || m.day > DELTA_MOST)
        return false;
    make(&made, DELTA);
    set(&made, DAYS, m.day);
    set(&made, DELTA_SECONDS, m.within / 1000000);
    set(&made, DELTA_MICROSECONDS, m.within % 1000000);
    set(&made, HASHCODE, -1);
    *py_retval() = made;
    return true;
}

static bool give_date(int64_t day)
{
    py_TValue made;
    if (day < 1 || day > DAY_MOST)
        return false;
    make(&made, DATE);
    set_day(&made, day);
    *py_retval() = made;
    return true;
}

static bool give_datetime(moment m, const py_TValue *zone, int64_t fold)
{
    py_TValue made, kept = *zone;
    carry(&m);
    if (m.day < 1 || m.day > DAY_MOST)
        return false;
    make(&made, DATETIME);
    set_day(&made, m.day);
    const int64_t seconds = m.within / 1000000;
    set(&made, HOUR, seconds / 3600);
    set(&made, MINUTE, seconds / 60 % 60);
    set(&made, SECOND, seconds % 60);
    set(&made, MICROSECOND, m.within % 1000000);
    set(&made, FOLD, fold);
    instance_set_slot(made._obj, name_of(TZINFO), &kept);
    *py_retval() = made;
    return true;
}

/* ------------------------------------------------------------------------------ operators */

/* In py_retval(): a + sign * b, where b is a timedelta; false: not here. */
static bool add(const py_TValue *a, const py_TValue *b, int sign)
{
    moment m, d;
    calendar_day day;
    if (!is_kind(b, DELTA) || !read_delta(b, &d))
        return false;
    if (is_kind(a, DELTA) && read_delta(a, &m))
        return give_delta((moment){ m.day + sign * d.day, m.within + sign * d.within });
    if (is_kind(a, DATETIME) && read_moment(a, &m)) {
        const py_TValue *const zone = py_getdict((py_Ref)a, name_of(TZINFO));
        return zone != NULL
               && give_datetime((moment){ m.day + sign * d.day, m.within + sign * d.within }, zone,
                                0);
    }
    if (!is_kind(a, DATE) || !read_day(a, &day))
        return false;
    return give_date(number_of(&day) + sign * d.day); /* hours do not count */
}

static bool subtract(const py_TValue *a, const py_TValue *b)
{
    moment m, n;
    calendar_day d, e;
    if (is_kind(a, DATETIME) && is_kind(b, DATETIME))
        return has_no_zone(a) && has_no_zone(b) && read_moment(a, &m) && read_moment(b, &n)
               && give_delta((moment){ m.day - n.day, m.within - n.within });
    if (is_kind(a, DATE) && is_kind(b, DATE))
        return read_day(a, &d) && read_day(b, &e)
               && give_delta((moment){ number_of(&d) - number_of(&e), 0 });
    return add(a, b, -1);
}

/* Whether two of one kind can be compared here; then which is more. */
static bool compare(const py_TValue *a, const py_TValue *b, int *way)
{
    moment m, n;
    calendar_day d, e;
    if (is_kind(a, DATE) && is_kind(b, DATE) && read_day(a, &d) && read_day(b, &e)) {
        m = (moment){ number_of(&d), 0 };
        n = (moment){ number_of(&e), 0 };
    } else if (is_kind(a, DELTA) && is_kind(b, DELTA)) {
        if (!read_delta(a, &m) || !read_delta(b, &n))
            return false;
    } else if (!is_kind(a, DATETIME) || !is_kind(b, DATETIME) || !has_no_zone(a) || !has_no_zone(b)
               || !read_moment(a, &m) || !read_moment(b, &n)) {
        return false;
    }
    *way = m.day != n.day         ? (m.day < n.day ? -1 : 1)
           : m.within != n.within ? (m.within < n.within ? -1 : 1)
                                  : 0;
    return true;
}

/* ---------------------------------------------------------------------------- the methods */

enum method { ADD, RADD, SUB, EQ, LT, LE, GT, GE, METHODS };
static const char *const method_names[] = { "__add__", "__radd__", "__sub__", "__eq__",
                                            "__lt__",  "__le__",   "__gt__",  "__ge__" };

/* What was there before, which is kept in a list, a row for each kind. */
static bool before(enum method method, int argc, py_Ref argv)
{
    const region *const r = region_of(pk_current_vm);
    int kind = 0;
    for (int i = 0; i < KINDS; i++)
        if (r->dates[i] != 0 && py_issubclass(argv->type, r->dates[i]))
            kind = i == DATE && py_issubclass(argv->type, r->dates[DATETIME]) ? DATETIME : i;
    py_TValue kept = *py_list_getitem((py_Ref)&r->date_methods, kind * METHODS + (int)method);
    return py_call(&kept, argc, argv);
}

static bool method_add(int argc, py_Ref argv)
{
    return (argc == 2 && add(&argv[0], &argv[1], 1)) || before(ADD, argc, argv);
}
static bool method_radd(int argc, py_Ref argv)
{
    return (argc == 2 && add(&argv[0], &argv[1], 1)) || before(RADD, argc, argv);
}
static bool method_sub(int argc, py_Ref argv)
{
    const py_Type datetime = region_of(pk_current_vm)->dates[DATETIME];
    if (argc == 2 && !py_issubclass(argv[0].type, datetime)
        && py_issubclass(argv[1].type, datetime)) {
        py_newnotimplemented(py_retval()); /* a date has no time to be compared with */
        return true;
    }
    return (argc == 2 && subtract(&argv[0], &argv[1])) || before(SUB, argc, argv);
}

static bool order(enum method method, int argc, py_Ref argv)
{
    int way;
    if (argc != 2 || !compare(&argv[0], &argv[1], &way))
        return before(method, argc, argv);
    const bool truth[] = {
        [EQ] = way == 0, [LT] = way < 0, [LE] = way <= 0, [GT] = way > 0, [GE] = way >= 0
    };
    py_newbool(py_retval(), truth[method]);
    return true;
}
static bool method_eq(int argc, py_Ref argv) { return order(EQ, argc, argv); }
static bool method_lt(int argc, py_Ref argv) { return order(LT, argc, argv); }
static bool method_le(int argc, py_Ref argv) { return order(LE, argc, argv); }
static bool method_gt(int argc, py_Ref argv) { return order(GT, argc, argv); }
static bool method_ge(int argc, py_Ref argv) { return order(GE, argc, argv); }

/* ------------------------------------------------------------------------------ functions */

static bool is_class(py_Ref class, enum kind kind)
{
    const region *const r = region_of(pk_current_vm);
    return class->type == tp_type && r->dates[kind] != 0 && py_totype(class) == r->dates[kind];
}

/* Exact ints, none of them huge. */
static bool are_small(int count, py_Ref values)
{
    enum { SMALL = 1 << 30 };
    for (int i = 0; i < count; i++)
        if (values[i].type != tp_int || values[i]._i64 < -SMALL || values[i]._i64 > SMALL)
            return false;
    return true;
}

/* make_delta(class, days, seconds, microseconds, milliseconds, minutes, hours, weeks): a timedelta, or
 * None if what is given is not plain. */
static bool module_make_delta(int argc, py_Ref argv)
{
    enum { CLASS, DAY_COUNT, SECOND_COUNT, MICROS, MILLIS, MINUTES, HOURS, WEEKS, ALL };
    if (argc != ALL || !is_class(argv, DELTA) || !are_small(ALL - 1, &argv[1]))
        return give_none();
    const int64_t seconds =
        argv[SECOND_COUNT]._i64 + argv[MINUTES]._i64 * 60 + argv[HOURS]._i64 * 3600;
    moment m = { argv[DAY_COUNT]._i64 + argv[WEEKS]._i64 * 7, 0 };
    m.day += seconds / SECONDS;
    m.within = seconds % SECONDS * 1000000 + argv[MICROS]._i64 + argv[MILLIS]._i64 * 1000;
    return give_delta(m) || give_none();
}

/* make_day(class, year, month, day), and with hour, minute, second, microsecond: likewise. */
static bool module_make_day(int argc, py_Ref argv)
{
    enum {
        CLASS,
        YEAR_NUMBER,
        MONTH_NUMBER,
        DAY_NUMBER,
        HOURS,
        MINUTES,
        SECOND_COUNT,
        MICROS,
        ALL
    };
    const bool is_date = argc == HOURS;
    if ((!is_date && argc != ALL) || !is_class(argv, is_date ? DATE : DATETIME)
        || !are_small(argc - 1, &argv[1]))
        return give_none();
    const calendar_day d = { argv[YEAR_NUMBER]._i64, argv[MONTH_NUMBER]._i64,
                             argv[DAY_NUMBER]._i64 };
    if (!is_day(&d))
        return give_none();
    if (is_date)
        return give_date(number_of(&d));
    static const int limits[] = {
        [HOURS] = 24, [MINUTES] = 60, [SECOND_COUNT] = 60, [MICROS] = 1000000
    };
    for (int i = HOURS; i < ALL; i++)
        if (argv[i]._i64 < 0 || argv[i]._i64 >= limits[i])
            return give_none();
    const int64_t seconds =
        (argv[HOURS]._i64 * 60 + argv[MINUTES]._i64) * 60 + argv[SECOND_COUNT]._i64;
    const moment m = { number_of(&d), seconds * 1000000 + argv[MICROS]._i64 };
    return give_datetime(m, py_None(), 0);
}

/* day_number(year, month, day), which are right. */
static bool module_day_number(int argc, py_Ref argv)
{
    if (argc != 3 || !are_small(3, argv))
        return TypeError("day_number() takes three ints");
    const calendar_day d = { argv[0]._i64, argv[1]._i64, argv[2]._i64 };
    if (!is_day(&d))
        return ValueError("there is no such day");
    py_newint(py_retval(), number_of(&d));
    return true;
}

/* day_of(number): a tuple. */
static bool module_day_of(int argc, py_Ref argv)
{
    if (argc != 1 || !are_small(1, argv))
        return TypeError("day_of() takes an int");
    if (argv->_i64 < 1 || argv->_i64 > DAY_MOST)
        return ValueError("there is no such day");
    const calendar_day d = day_of(argv->_i64);
    py_ObjectRef const items = native_give_tuple(3);
    items[0] = int_value(d.year);
    items[1] = int_value(d.month);
    items[2] = int_value(d.day);
    return true;
}

/* quicken(date, datetime, timedelta): once, by the module datetime. */
static bool module_quicken(int argc, py_Ref argv)
{
    static const py_CFunction functions[METHODS] = {
        method_add, method_radd, method_sub, method_eq, method_lt, method_le, method_gt, method_ge
    };
    region *const r = region_of(pk_current_vm);
    if (argc != KINDS || r->dates[DATE] != 0)
        return TypeError("quicken() is for the module datetime");
    for (int kind = 0; kind < KINDS; kind++)
        if (argv[kind].type != tp_type)
            return TypeError("quicken() takes classes");
    py_TValue list;
    py_newlist(&list);
    r->date_methods = list;
    for (int i = 0; i < KINDS * METHODS; i++) {
        const py_Type type = py_totype(&argv[i / METHODS]);
        const py_Name name = py_name(method_names[i % METHODS]);
        const py_TValue *const found = class_find_in(type, name);
        py_list_append(&r->date_methods, found != NULL ? (py_Ref)found : py_None());
    }
    for (int i = 0; i < KINDS * METHODS; i++) {
        if (py_list_getitem(&r->date_methods, i)->type == tp_NoneType)
            continue;
        py_TValue function;
        py_newnativefunc(&function, functions[i % METHODS]);
        instance_set(argv[i / METHODS]._obj, py_name(method_names[i % METHODS]), &function);
    }
    for (int kind = 0; kind < KINDS; kind++)
        r->dates[kind] = py_totype(&argv[kind]);
    return give_none();
}

bool dates_fill(py_GlobalRef module)
{
    static const native functions[] = {
        { "make_delta", module_make_delta }, { "make_day", module_make_day },
        { "day_number", module_day_number }, { "day_of", module_day_of },
        { "quicken", module_quicken },
    };
    return natives_replace(module, functions, COUNT(functions));
}

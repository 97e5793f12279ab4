# Floating-point arithmetic: the Mandelbrot set, and a numerical integral.
import math


def mandelbrot(width, height, most):
    inside = 0
    for row in range(height):
        y0 = 2.0 * row / height - 1.0
        for column in range(width):
            x0 = 3.0 * column / width - 2.0
            x = 0.0
            y = 0.0
            count = 0
            while count < most:
                xx = x * x
                yy = y * y
                if xx + yy > 4.0:
                    break
                y = 2.0 * x * y + y0
                x = xx - yy + x0
                count += 1
            if count == most:
                inside += 1
    return inside


def integral(steps):
    width = 3.0 / steps
    total = 0.0
    for i in range(steps):
        x = (i + 0.5) * width
        total += math.sin(x) * math.sqrt(x) * width
    return total


print(mandelbrot(90, 60, 60), round(integral(150000) * 1000000))

namespace LibTorch.Tests.Optim;

/// <summary>Optimizers of one number, written from the papers' formulas.</summary>
internal static class NaiveOptimizer
{
    internal static double Adam(
        double theta, int steps, Func<double, double> gradient, double lr, double decay, bool isDecoupled, bool amsgrad)
    {
        const double Beta1 = 0.8;
        const double Beta2 = 0.95;
        const double Epsilon = 1e-6;
        var (m, v, largest) = (0.0, 0.0, 0.0);
        for (var t = 1; t <= steps; t++)
        {
            var g = gradient(theta);
            if (isDecoupled)
            {
                theta -= lr * decay * theta;
            }
            else
            {
                g += decay * theta;
            }

            m = (Beta1 * m) + ((1 - Beta1) * g);
            v = (Beta2 * v) + ((1 - Beta2) * g * g);
            largest = Math.Max(largest, v);
            var meanHat = m / (1 - Math.Pow(Beta1, t));
            var squareHat = (amsgrad ? largest : v) / (1 - Math.Pow(Beta2, t));
            theta -= lr * meanHat / (Math.Sqrt(squareHat) + Epsilon);
        }

        return theta;
    }

    internal static double Sgd(
        double theta, int steps, Func<double, double> gradient, double lr, double momentum, double dampening, double decay, bool nesterov)
    {
        var direction = 0.0;
        for (var t = 1; t <= steps; t++)
        {
            var g = gradient(theta) + (decay * theta);
            direction = t == 1 ? g : (momentum * direction) + ((1 - dampening) * g);
            theta -= lr * (momentum == 0 ? g : nesterov ? g + (momentum * direction) : direction);
        }

        return theta;
    }

    internal static double Adadelta(double theta, int steps, Func<double, double> gradient, double lr, double rho, double eps, double decay)
    {
        var (squares, moves) = (0.0, 0.0);
        for (var t = 1; t <= steps; t++)
        {
            var g = gradient(theta) + (decay * theta);
            squares = (rho * squares) + ((1 - rho) * g * g);
            var move = g * Math.Sqrt(moves + eps) / Math.Sqrt(squares + eps);
            moves = (rho * moves) + ((1 - rho) * move * move);
            theta -= lr * move;
        }

        return theta;
    }

    internal static double Adagrad(
        double theta, int steps, Func<double, double> gradient, double lr, double rateDecay, double decay, double initial, double eps)
    {
        var sum = initial;
        for (var t = 1; t <= steps; t++)
        {
            var g = gradient(theta) + (decay * theta);
            sum += g * g;
            theta -= lr / (1 + ((t - 1) * rateDecay)) * g / (Math.Sqrt(sum) + eps);
        }

        return theta;
    }
}

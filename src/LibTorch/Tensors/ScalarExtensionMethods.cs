namespace TorchSharp;

/// <summary>Conversions between numbers and <see cref="Scalar"/>s.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>The number as a <see cref="Scalar"/>.</summary>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>The number as a <see cref="Scalar"/>.</summary>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>The number as a <see cref="Scalar"/>.</summary>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>The number as a <see cref="Scalar"/>.</summary>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>The number as a <see cref="Scalar"/>.</summary>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>The value as a single.</summary>
    public static float ToSingle(this Scalar value) => (float)value.Argument.AsDouble;

    /// <summary>The value as a double.</summary>
    public static double ToDouble(this Scalar value) => value.Argument.AsDouble;

    /// <summary>The value as a 32-bit integer.</summary>
    public static int ToInt32(this Scalar value) => (int)value.Argument.AsInt64;

    /// <summary>The value as a 64-bit integer.</summary>
    public static long ToInt64(this Scalar value) => value.Argument.AsInt64;

    /// <summary>The value as a Boolean.</summary>
    public static bool ToBoolean(this Scalar value) => value.Argument.AsDouble != 0;
}

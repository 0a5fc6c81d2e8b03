namespace Nmt.Runs.Checkpoints.SafeTensors;

/// <summary>Names and sizes of <see cref="SafeTensorsType"/>.</summary>
internal static class SafeTensorsTypes
{
    public static int Size(this SafeTensorsType type) => type switch
    {
        SafeTensorsType.F64 or SafeTensorsType.I64 => 8,
        SafeTensorsType.F32 or SafeTensorsType.I32 => 4,
        SafeTensorsType.F16 or SafeTensorsType.BF16 or SafeTensorsType.I16 => 2,
        SafeTensorsType.I8 or SafeTensorsType.U8 or SafeTensorsType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of safetensors"),
    };

    public static string Name(this SafeTensorsType type) => type == SafeTensorsType.Bool ? "BOOL" : type.ToString();

    public static SafeTensorsType? Parse(string name)
    {
        foreach (var type in Enum.GetValues<SafeTensorsType>())
        {
            if (type.Name() == name)
            {
                return type;
            }
        }

        return null;
    }
}

using System.Globalization;

namespace TorchSharp.Modules;

/// <summary>Names of modules that are known by their number.</summary>
internal static class ModuleIndex
{
    internal static string Name(int index) => index.ToString(CultureInfo.InvariantCulture);
}

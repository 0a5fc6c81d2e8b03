namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>How the losses of a batch become one result.</summary>
        public enum Reduction : long
        {
            /// <summary>They stay apart.</summary>
            None = 0,

            /// <summary>Their mean.</summary>
            Mean = 1,

            /// <summary>Their sum.</summary>
            Sum = 2,
        }
    }
}

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Linter.Benchmarks;

/// <summary>
/// What crossgen cannot see by itself: generic code of the framework over our types that is reached through an interface.
/// Written as crossgen reads it (.mibc): an assembly whose one method names them all.
/// </summary>
internal sealed class StartProfile
{
    public const string Place = "START_PROFILE";

    private static readonly Dictionary<Type, Action<SignatureTypeEncoder>> Primitives = new()
    {
        [typeof(bool)] = type => type.Boolean(),
        [typeof(char)] = type => type.Char(),
        [typeof(sbyte)] = type => type.SByte(),
        [typeof(byte)] = type => type.Byte(),
        [typeof(short)] = type => type.Int16(),
        [typeof(ushort)] = type => type.UInt16(),
        [typeof(int)] = type => type.Int32(),
        [typeof(uint)] = type => type.UInt32(),
        [typeof(long)] = type => type.Int64(),
        [typeof(ulong)] = type => type.UInt64(),
        [typeof(float)] = type => type.Single(),
        [typeof(double)] = type => type.Double(),
        [typeof(nint)] = type => type.IntPtr(),
        [typeof(nuint)] = type => type.UIntPtr(),
        [typeof(object)] = type => type.Object(),
        [typeof(string)] = type => type.String(),
    };

    private readonly MetadataBuilder metadata = new();
    private readonly Dictionary<string, AssemblyReferenceHandle> assemblies = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, TypeReferenceHandle> types = [];

    public static void Write(string path, IReadOnlyList<MethodBase> methods) => File.WriteAllBytes(path, new StartProfile().Made(methods));

    private byte[] Made(IReadOnlyList<MethodBase> methods)
    {
        metadata.AddModule(0, metadata.GetOrAddString("start.mibc"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("start"), new Version(1, 0, 0, 0), default, default, default(AssemblyFlags),
            AssemblyHashAlgorithm.None);
        var bodies = new BlobBuilder();
        var streams = new MethodBodyStreamEncoder(bodies);
        var code = new InstructionEncoder(new BlobBuilder());
        foreach (var method in methods.DistinctBy(Name, StringComparer.Ordinal).OrderBy(Name, StringComparer.Ordinal))
            Add(code, Reference(method));
        var list = Define("Methods", streams, code);
        var groups = new InstructionEncoder(new BlobBuilder());
        groups.LoadString(metadata.GetOrAddUserString("Linter"));
        Add(groups, list);
        Define("AssemblyDictionary", streams, groups);
        metadata.AddTypeDefinition(default(TypeAttributes), default, metadata.GetOrAddString("<Module>"), default,
            MetadataTokens.FieldDefinitionHandle(1), list);
        var image = new ManagedPEBuilder(
            PEHeaderBuilder.CreateLibraryHeader(),
            new MetadataRootBuilder(metadata),
            bodies,
            deterministicIdProvider: _ => new BlobContentId(Guid.Empty, 1));
        var bytes = new BlobBuilder();
        image.Serialize(bytes);
        return bytes.ToArray();
    }

    private static string Name(MethodBase method) =>
        $"{method.DeclaringType}::{method}<{string.Join(',', method.IsGenericMethod ? method.GetGenericArguments().Select(type => type.ToString()) : [])}>";

    private static void Add(InstructionEncoder code, EntityHandle token)
    {
        code.OpCode(ILOpCode.Ldtoken);
        code.Token(token);
        code.OpCode(ILOpCode.Pop);
    }

    private MethodDefinitionHandle Define(string name, MethodBodyStreamEncoder streams, InstructionEncoder code)
    {
        code.OpCode(ILOpCode.Ret);
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature().Parameters(0, result => result.Void(), _ => { });
        return metadata.AddMethodDefinition(
            MethodAttributes.Public | MethodAttributes.Static,
            MethodImplAttributes.IL,
            metadata.GetOrAddString(name),
            metadata.GetOrAddBlob(signature),
            streams.AddMethodBody(code),
            default);
    }

    private EntityHandle Reference(MethodBase method)
    {
        var type = method.DeclaringType!;
        var open = Open(method);
        var member = metadata.AddMemberReference(type.IsGenericType ? Instance(type) : Reference(type), metadata.GetOrAddString(open.Name),
            Signature(open));
        if (!method.IsGenericMethod)
            return member;

        var arguments = method.GetGenericArguments();
        var blob = new BlobBuilder();
        var encoder = new BlobEncoder(blob).MethodSpecificationSignature(arguments.Length);
        foreach (var argument in arguments)
            Encode(encoder.AddArgument(), argument);
        return metadata.AddMethodSpecification(member, metadata.GetOrAddBlob(blob));
    }

    private static MethodBase Open(MethodBase method)
    {
        const BindingFlags Own =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var type = method.DeclaringType!;
        return (type.IsGenericType ? type.GetGenericTypeDefinition() : type).GetMembers(Own)
            .OfType<MethodBase>()
            .First(other => other.MetadataToken == method.MetadataToken);
    }

    private BlobHandle Signature(MethodBase method)
    {
        var blob = new BlobBuilder();
        var parameters = method.GetParameters();
        new BlobEncoder(blob)
            .MethodSignature(SignatureCallingConvention.Default, method.IsGenericMethod ? method.GetGenericArguments().Length : 0,
                !method.IsStatic)
            .Parameters(
            parameters.Length,
            result => Result(result, method as MethodInfo),
            encoder =>
            {
                foreach (var parameter in parameters)
                {
                    var added = encoder.AddParameter();
                    Modifiers(added.CustomModifiers(), parameter);
                    var passed = parameter.ParameterType;
                    Encode(added.Type(passed.IsByRef), passed.IsByRef ? passed.GetElementType()! : passed);
                }
            });
        return metadata.GetOrAddBlob(blob);
    }

    private void Result(ReturnTypeEncoder encoder, MethodInfo? method)
    {
        if (method is null || method.ReturnType == typeof(void))
        {
            encoder.Void();
            return;
        }

        Modifiers(encoder.CustomModifiers(), method.ReturnParameter);
        var type = method.ReturnType;
        Encode(encoder.Type(type.IsByRef), type.IsByRef ? type.GetElementType()! : type);
    }

    private void Modifiers(CustomModifiersEncoder encoder, ParameterInfo parameter)
    {
        foreach (var modifier in parameter.GetRequiredCustomModifiers())
            encoder.AddModifier(Reference(modifier), isOptional: false);
    }

    private TypeSpecificationHandle Instance(Type type)
    {
        var blob = new BlobBuilder();
        Encode(new BlobEncoder(blob).TypeSpecificationSignature(), type);
        return metadata.AddTypeSpecification(metadata.GetOrAddBlob(blob));
    }

    private void Encode(SignatureTypeEncoder encoder, Type type)
    {
        if (Primitives.TryGetValue(type, out var primitive))
        {
            primitive(encoder);
        }
        else if (type.IsGenericMethodParameter)
        {
            encoder.GenericMethodTypeParameter(type.GenericParameterPosition);
        }
        else if (type.IsGenericTypeParameter)
        {
            encoder.GenericTypeParameter(type.GenericParameterPosition);
        }
        else if (type.IsSZArray)
        {
            Encode(encoder.SZArray(), type.GetElementType()!);
        }
        else if (type.IsPointer && type.GetElementType() is { } target)
        {
            if (target == typeof(void))
                encoder.VoidPointer();
            else
                Encode(encoder.Pointer(), target);
        }
        else if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments();
            var added = encoder.GenericInstantiation(Reference(type.GetGenericTypeDefinition()), arguments.Length, type.IsValueType);
            foreach (var argument in arguments)
                Encode(added.AddArgument(), argument);
        }
        else
        {
            encoder.Type(Reference(type), type.IsValueType);
        }
    }

    private TypeReferenceHandle Reference(Type type)
    {
        if (!types.TryGetValue(type, out var reference))
        {
            var scope = type.DeclaringType is { } outer ? Reference(outer) : (EntityHandle)Reference(type.Assembly.GetName());
            reference = metadata.AddTypeReference(scope,
                type.DeclaringType is null ? metadata.GetOrAddString(type.Namespace ?? "") : default, metadata.GetOrAddString(type.Name));
            types[type] = reference;
        }

        return reference;
    }

    private AssemblyReferenceHandle Reference(AssemblyName assembly)
    {
        if (!assemblies.TryGetValue(assembly.Name!, out var reference))
        {
            reference = metadata.AddAssemblyReference(metadata.GetOrAddString(assembly.Name!), assembly.Version!, default,
                assembly.GetPublicKeyToken() is { Length: > 0 } token ? metadata.GetOrAddBlob(token) : default, default(AssemblyFlags),
                default);
            assemblies[assembly.Name!] = reference;
        }

        return reference;
    }
}

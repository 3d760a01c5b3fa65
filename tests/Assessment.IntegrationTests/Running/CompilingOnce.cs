using System.Reflection;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Model;
using JasperFx.RuntimeCompiler;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assessment.IntegrationTests.Running;

/// <summary>
/// The code that Wolverine generates for a service is the same for each of them: compiled for the first, it serves all others of
/// the process. A start takes less than a second of a processor this way instead of five.
/// </summary>
internal sealed class CompilingOnce : IAssemblyGenerator, IServiceProviderFactory<IServiceCollection>
{
    public static readonly CompilingOnce ForAll = new();

    private readonly DefaultServiceProviderFactory _providers = new(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    private readonly AssemblyGenerator _compiler = new();
    private readonly Dictionary<string, Assembly> _compiled = [];

    public string? AssemblyName { get => _compiler.AssemblyName; set => _compiler.AssemblyName = value; }

    public IServiceCollection CreateBuilder(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IAssemblyGenerator>(this));

    public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder) => _providers.CreateServiceProvider(containerBuilder);

    public void ReferenceAssembly(Assembly assembly) => _compiler.ReferenceAssembly(assembly);

    public void ReferenceAssemblyContainingType<T>() => _compiler.ReferenceAssemblyContainingType<T>();

    public Assembly Generate(Action<ISourceWriter> write) => _compiler.Generate(write);

    public Assembly Generate(string code) => _compiler.Generate(code);

    public void Compile(GeneratedAssembly generatedAssembly, IServiceVariableSource? services = null) => Compile(generatedAssembly, services, out _);

    public void Compile(GeneratedAssembly generatedAssembly, IServiceVariableSource? services, out string code)
    {
        code = generatedAssembly.GenerateCode(services);
        lock (_compiled)
        {
            if (!_compiled.TryGetValue(code, out var assembly))
            {
                foreach (var reference in (Assembly[])
                    [.. generatedAssembly.Rules.Assemblies, .. generatedAssembly.AllReferencedAssemblies(), .. generatedAssembly.GeneratedTypes.SelectMany(type => type.AssemblyReferences())])
                {
                    _compiler.ReferenceAssembly(reference);
                }

                _compiled[code] = assembly = _compiler.Generate(code);
            }

            generatedAssembly.AttachAssembly(assembly);
        }
    }
}

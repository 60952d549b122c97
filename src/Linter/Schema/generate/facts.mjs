// What the packages do not say, or say otherwise than the API server does. Every line names its source; a line that
// matches nothing stops the generator, so that a new release cannot leave it behind unseen.
// A key is TYPE.field; TYPE is the name in the schema without its group and version, so that it covers all of them, or
// with them (apps.v1.DeploymentSpec).
//
// Sources, all in kubernetes/kubernetes unless said otherwise:
//   core      pkg/apis/core/validation/validation.go
//   apps      pkg/apis/apps/validation/validation.go
//   batch     pkg/apis/batch/validation/validation.go
//   net       pkg/apis/networking/validation/validation.go
//   rbac      pkg/apis/rbac/{validation/validation.go,v1/defaults.go}
//   crd       staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/{validation/validation.go,v1beta1/defaults.go}
//   zero      a number, boolean or struct whose zero value passes validation: leaving it out is no different from it

/** Marked required in the OpenAPI document, yet a manifest without them is accepted. */
export const forgiven = {
  'CustomResourceDefinitionVersion.served': 'zero',
  'CustomResourceDefinitionVersion.storage': 'zero',
  'apiextensions.v1beta1.CustomResourceDefinitionSpec.scope': 'crd: defaults to Namespaced',
  'core.v1.Event.involvedObject': 'zero',
  'ControllerRevision.revision': 'zero',
  'CSIDriver.spec': 'zero: every field of it has a default',
  'CSINode.spec': 'zero',
  'CSINodeSpec.drivers': 'zero: an empty list',
  'LimitRangeSpec.limits': 'zero: an empty list',
  'PreferredSchedulingTerm.preference': 'zero: an empty term selects nothing',
  'ISCSIVolumeSource.lun': 'zero',
  'ISCSIPersistentVolumeSource.lun': 'zero',
  'SleepAction.seconds': 'zero, since PodLifecycleSleepActionAllowZero',
  'core.v1.HTTPHeader.value': 'core: only the name is validated',
  'Sysctl.value': 'core: only the name is validated',
  'TokenRequest.audience': 'zero: the empty audience is that of the API server',
  'ResourcePool.generation': 'zero',
  'apps.v1beta1.StatefulSetSpec.serviceName': 'apps: never validated as required',
  'apps.v1beta2.StatefulSetSpec.serviceName': 'apps: never validated as required',
  'extensions.v1beta1.NetworkPolicySpec.podSelector': 'zero: an empty selector selects all pods',
  'rbac.v1beta1.RoleRef.apiGroup': 'rbac: defaults to rbac.authorization.k8s.io',
  'scheduling.v1beta1.PriorityClass.value': 'zero',
  'IDRange.min': 'zero', 'IDRange.max': 'zero', 'HostPortRange.min': 'zero', 'HostPortRange.max': 'zero',
  'discovery.v1beta1.EndpointSlice.endpoints': 'zero: an empty list',
};

/** Not marked required, yet validation answers "Required value". */
export const required = {
  'Container.image': 'core: validateContainerCommon',
  'EphemeralContainer.image': 'core: validateContainerCommon',
  'ExecAction.command': 'core: validateExecAction',
  'ConfigMapKeySelector.name': 'core: validateConfigMapKeySelector',
  'SecretKeySelector.name': 'core: validateSecretKeySelector',
  'ConfigMapEnvSource.name': 'core: validateConfigMapEnvSource',
  'SecretEnvSource.name': 'core: validateSecretEnvSource',
  'ConfigMapVolumeSource.name': 'core: validateConfigMapVolumeSource',
  'ConfigMapProjection.name': 'core: validateProjectionSources',
  'SecretProjection.name': 'core: validateProjectionSources',
  'SecretVolumeSource.secretName': 'core: validateSecretVolumeSource',
  'core.v1.PersistentVolumeClaimSpec.accessModes': 'core: ValidatePersistentVolumeClaimSpec',
  'core.v1.PersistentVolumeClaimSpec.resources': 'core: ValidatePersistentVolumeClaimSpec, requests.storage',
  'core.v1.VolumeResourceRequirements.requests': 'core: ValidatePersistentVolumeClaimSpec, requests.storage',
  'core.v1.PersistentVolumeSpec.accessModes': 'core: ValidatePersistentVolumeSpec',
  'core.v1.PersistentVolumeSpec.capacity': 'core: ValidatePersistentVolumeSpec',
  'core.v1.ReplicationControllerSpec.template': 'core: ValidatePodTemplateSpecForRC',
  'core.v1.PodTemplateSpec.spec': 'core: ValidatePodSpec, containers',
  'core.v1.Pod.spec': 'core: ValidatePodSpec, containers',
  'core.v1.ReplicationController.spec': 'core: ValidateReplicationControllerSpec',
  'core.v1.PersistentVolumeClaim.spec': 'core: ValidatePersistentVolumeClaimSpec',
  'core.v1.PersistentVolume.spec': 'core: ValidatePersistentVolumeSpec',
  'apps.v1.Deployment.spec': 'apps: selector and template',
  'apps.v1.ReplicaSet.spec': 'apps: selector and template',
  'apps.v1.ReplicaSetSpec.template': 'apps: ValidatePodTemplateSpecForReplicaSet',
  'apps.v1.StatefulSet.spec': 'apps: selector and template',
  'apps.v1.DaemonSet.spec': 'apps: selector and template',
  'batch.v1.Job.spec': 'batch: template',
  'batch.v1.JobTemplateSpec.spec': 'batch: template',
  'networking.v1.Ingress.spec': 'net: rules or defaultBackend',
  'networking.v1.IngressClassSpec.controller': 'net: validateIngressClassSpec',
  'networking.v1.IngressClass.spec': 'net: controller',
  'gateway.v1.ReferenceGrant.spec': 'gateway-api config/crd',
  'certificates.v1.CertificateSigningRequestSpec.usages': 'pkg/apis/certificates/validation: ValidateCertificateSigningRequestCreate',
};

/** Strings in the OpenAPI document that are decoded as quantities (k8s.io/apimachinery pkg/api/resource). */
export const quantities = ['CapacityRequestPolicyRange.min', 'CapacityRequestPolicyRange.max', 'CapacityRequestPolicyRange.step', 'CapacityRequestPolicy.default', 'Counter.value', 'DeviceCapacity.value', 'CapacityRequirements.requests'];

/** int-or-string fields that are a port: a string is a name in the IANA_SVC_NAME grammar, so it holds a letter (core: ValidatePortNumOrName; net). */
export const ports = ['ServicePort.targetPort', 'HTTPGetAction.port', 'TCPSocketAction.port', 'NetworkPolicyPort.port'];

/** JSON that is this type where it is a mapping and something else where it is not (apiextensions v1 marshal.go). */
export const objectOr = {
  'JSONSchemaPropsOrBool': 'JSONSchemaProps', // true or false
  'JSONSchemaPropsOrArray': 'JSONSchemaProps', // a list of schemas
  'JSONSchemaPropsOrStringArray': 'JSONSchemaProps', // a list of names
};

/** Empty types that stand for any JSON. */
export const anything = ['JSON', 'CustomResourceSubresourceStatus', 'RawExtension', 'FieldsV1'];

/** Closed sets that the OpenAPI document does not mark as such. */
export const values = {
  'meta.v1.LabelSelectorRequirement.operator': ['In', 'NotIn', 'Exists', 'DoesNotExist'], // apimachinery pkg/apis/meta/v1/types.go
  'networking.v1.IngressClassParametersReference.scope': ['Cluster', 'Namespace'], // net
  'networking.v1.NetworkPolicySpec.policyTypes': ['Ingress', 'Egress'], // net
  'core.v1.ServiceSpec.trafficDistribution': ['PreferClose', 'PreferSameZone', 'PreferSameNode'], // core
  'rbac.v1.Subject.kind': ['User', 'Group', 'ServiceAccount'], // rbac
  'CustomResourceDefinitionSpec.scope': ['Cluster', 'Namespaced'], // crd
};

/** Fields that another release of the Gateway API has in place of those of the package; anything is taken for them. */
export const elsewhere = {
  'gateway.v1.SessionPersistence': ['cookie', 'header'], // gateway-api config/crd/experimental, where cookieConfig and sessionName went
};

/** Fields that cannot change once the object exists (ValidateUpdate of the sources above). */
export const immutable = [
  'apps.v1.DeploymentSpec.selector', 'apps.v1.ReplicaSetSpec.selector', 'apps.v1.DaemonSetSpec.selector',
  'apps.v1.StatefulSetSpec.selector', 'apps.v1.StatefulSetSpec.serviceName', 'apps.v1.StatefulSetSpec.volumeClaimTemplates', 'apps.v1.StatefulSetSpec.podManagementPolicy',
  'batch.v1.JobSpec.selector', 'batch.v1.JobSpec.template', 'batch.v1.JobSpec.completionMode',
  'core.v1.PersistentVolumeClaimSpec.storageClassName', 'core.v1.PersistentVolumeClaimSpec.accessModes', 'core.v1.PersistentVolumeClaimSpec.volumeMode', 'core.v1.PersistentVolumeClaimSpec.dataSource',
  'core.v1.Secret.type', 'storage.v1.StorageClass.provisioner', 'storage.v1.StorageClass.parameters', 'storage.v1.StorageClass.volumeBindingMode', 'storage.v1.StorageClass.reclaimPolicy',
  'scheduling.v1.PriorityClass.value', 'rbac.v1.RoleBinding.roleRef', 'rbac.v1.ClusterRoleBinding.roleRef', 'networking.v1.IngressClassSpec.controller', 'node.v1.RuntimeClass.handler',
];

/** Versions that no package carries, older or newer; the object has the same shape in another. */
export const sameShape = {
  'rbac.authorization.k8s.io/v1alpha1': 'rbac.authorization.k8s.io/v1beta1',
  'scheduling.k8s.io/v1alpha1 PriorityClass': 'scheduling.k8s.io/v1beta1 PriorityClass',
  'batch/v2alpha1 CronJob': 'batch/v1beta1 CronJob',
  'storage.k8s.io/v1alpha1 CSIStorageCapacity': 'storage.k8s.io/v1beta1 CSIStorageCapacity',
  'flowcontrol.apiserver.k8s.io/v1alpha1': 'flowcontrol.apiserver.k8s.io/v1beta1',
  'discovery.k8s.io/v1alpha1': 'discovery.k8s.io/v1beta1',
  'gateway.networking.k8s.io/v1 TCPRoute': 'gateway.networking.k8s.io/v1alpha2 TCPRoute',
  'gateway.networking.k8s.io/v1 UDPRoute': 'gateway.networking.k8s.io/v1alpha2 UDPRoute',
};

//! The offsets written down here are those the canonical ABI computes from the WIT file.
#![allow(clippy::unwrap_used)]

use craftstrat_abi::layout::{self, Shape};
use wit_parser::{Resolve, SizeAlign, Type, TypeDefKind, TypeId};

struct World {
    resolve: Resolve,
    sizes: SizeAlign,
}

impl World {
    fn new() -> Self {
        let text =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../wit/strategy.wit")).unwrap();
        let mut resolve = Resolve::default();
        resolve.push_str("strategy.wit", &text).unwrap();
        let mut sizes = SizeAlign::default();
        sizes.fill(&resolve);
        Self { resolve, sizes }
    }

    fn named(&self, name: &str) -> TypeId {
        let found = self.resolve.types.iter().find(|(_, ty)| ty.name.as_deref() == Some(name));
        found.unwrap().0
    }

    fn shape(&self, ty: &Type) -> Shape {
        let (size, align) = (self.sizes.size(ty).size_wasm32(), self.sizes.align(ty).align_wasm32());
        Shape { size, align: align as u32 }
    }

    fn record(&self, name: &str) -> (Shape, Vec<usize>) {
        let id = self.named(name);
        let TypeDefKind::Record(record) = &self.resolve.types[id].kind else { panic!("{name} is no record") };
        let offsets = self.sizes.field_offsets(record.fields.iter().map(|f| &f.ty));
        (self.shape(&Type::Id(id)), offsets.iter().map(|(offset, _)| offset.size_wasm32()).collect())
    }

    fn result_of(&self, function: &str) -> Type {
        let (_, interface) = self.resolve.interfaces.iter().next().unwrap();
        interface.functions[function].result.unwrap()
    }
}

#[test]
fn records_are_laid_out_as_written_down() {
    let world = World::new();
    assert_eq!(world.record("decision"), (layout::DECISION, layout::DECISION_FIELDS.to_vec()));
    assert_eq!(world.record("parameter"), (layout::PARAMETER, layout::PARAMETER_FIELDS.to_vec()));
    assert_eq!(world.record("description"), (layout::DESCRIPTION, layout::DESCRIPTION_FIELDS.to_vec()));
    assert_eq!(world.record("risk").1, layout::RISK_FIELDS.to_vec());
    assert_eq!(world.record("fired").1, layout::FIRED_FIELDS.to_vec());
}

#[test]
fn answers_are_laid_out_as_written_down() {
    let world = World::new();
    assert_eq!(world.shape(&world.result_of("next")), layout::OPTION_FIRED);
    assert_eq!(world.shape(&world.result_of("restore")), layout::RESULT_STRING);
    assert_eq!(world.shape(&world.result_of("save")), layout::LIST);
    assert_eq!(world.shape(&Type::String), layout::LIST);
    let payload = |ty: &Type| world.sizes.payload_offset(wit_parser::Int::U8, [Some(ty), None]).size_wasm32();
    assert_eq!(payload(&Type::F64), layout::OPTION_F64_PAYLOAD);
    assert_eq!(payload(&Type::U32), layout::OPTION_WORD_PAYLOAD);
    assert_eq!(payload(&Type::Id(world.named("fired"))), layout::OPTION_WORD_PAYLOAD);
    assert_eq!(payload(&Type::String), layout::OPTION_WORD_PAYLOAD);
}

#[test]
fn functions_flatten_as_written_down() {
    use wit_parser::abi::{AbiVariant, WasmType};
    let world = World::new();
    let (_, interface) = world.resolve.interfaces.iter().next().unwrap();
    for function in craftstrat_abi::Function::ALL {
        let declared = &interface.functions[function.name()];
        let flat = world.resolve.wasm_signature(AbiVariant::GuestExport, declared);
        let letter = |ty: &WasmType| if *ty == WasmType::F64 { 'f' } else { 'i' };
        assert_eq!(
            flat.params.iter().map(letter).collect::<String>(),
            function.parameters(),
            "{}",
            function.name()
        );
        assert_eq!(flat.results.len() == 1, function.answers(), "{}", function.name());
        assert!(!flat.indirect_params);
    }
    assert_eq!(interface.functions.len(), craftstrat_abi::Function::ALL.len());
}
